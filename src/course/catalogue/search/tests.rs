use super::*;
use crate::course::publish::ChangeClass;
use crate::course::published::PublishedCourse;
use crate::course::{publish, sample};
use crate::on_both;
use crate::testing::Platform;

on_both!(
    the_reported_pairs_are_found,
    every_word_must_be_there,
    the_last_word_may_be_unfinished,
    better_places_come_first,
    the_pages_that_hold_the_words_are_named,
    only_what_is_in_service_is_found,
    a_search_is_one_statement,
);

async fn add(t: &Platform, course: &PublishedCourse) {
    sample::publish_as(&t.db, course, ChangeClass::Fix, t.now()).await;
}

async fn found(t: &Platform, query: &str) -> Vec<String> {
    let hits = search(&mut t.db.read().await.unwrap(), query, 100).await.unwrap();
    hits.into_iter().map(|hit| hit.slug).collect()
}

/// A course about nothing the samples are about.
fn other(slug: &str, title: &str) -> PublishedCourse {
    let mut course = sample::course(slug);
    course.meta.title = title.to_owned();
    course.meta.summary = "Une séance, un logiciel.".to_owned();
    course.meta.objectives = vec!["Préparer une séance".to_owned()];
    course.meta.keywords = Vec::new();
    course.meta.authors.clear();
    course.pages = vec![sample::lesson("seance", "La séance", 30)];
    course.sections.clear();
    course
}

async fn the_reported_pairs_are_found(t: Platform) {
    add(&t, &sample::course("droit-auteur")).await;
    add(&t, &other("geogebra", "Construire avec GeoGebra")).await;
    for query in [
        "droit auteur",
        "DROIT D'AUTEUR",
        "electricite",
        "électricité",
        "oeuvre",
        "œuvre",
        "eleve",
        "élèves",
        "licences",
        "exceptions pedagogiques",
        "martin",
    ] {
        assert_eq!(found(&t, query).await, ["droit-auteur"], "{query}");
        assert_eq!(found(&t, &format!("{query} ")).await, ["droit-auteur"], "{query} and a space");
    }
    assert_eq!(found(&t, "géogébra").await, ["geogebra"]);
    for nothing in ["", "  ", "de la ", "volcan", "%", "_", "'", "\u{0}", "droit de la guerre"] {
        assert!(found(&t, nothing).await.is_empty(), "{nothing:?}");
    }
}

async fn every_word_must_be_there(t: Platform) {
    let mut images = other("images", "Images libres");
    images.pages[0].text = "Chercher une photographie.".to_owned();
    add(&t, &images).await;
    add(&t, &sample::course("droit-auteur")).await;
    // One word in the title, the other in the text of a page.
    assert_eq!(found(&t, "libre photographie").await.len(), 2);
    assert_eq!(found(&t, "séance photographie").await, ["images"]);
    assert_eq!(found(&t, "photographie volcan").await, Vec::<String>::new());
    assert_eq!(found(&t, "photographie photographies photographie ").await.len(), 2);
}

async fn the_last_word_may_be_unfinished(t: Platform) {
    add(&t, &sample::course("droit-auteur")).await;
    for query in ["excep", "droit aut", "electri", "l'oeu", "droit de"] {
        assert_eq!(found(&t, query).await, ["droit-auteur"], "{query}");
    }
    for query in ["excep ", "aut droit", "photogra "] {
        assert!(found(&t, query).await.is_empty(), "{query}");
    }
}

async fn better_places_come_first(t: Platform) {
    let mut text = other("a-texte", "Atelier");
    text.pages[0].text = "La citation, la citation, encore la citation.".to_owned();
    let mut keyword = other("b-mot", "Bases");
    keyword.meta.keywords = vec!["citation".to_owned()];
    let title = other("c-titre", "La citation");
    let mut same = text.clone();
    "d-texte".clone_into(&mut same.slug);
    "Écrire".clone_into(&mut same.meta.title);
    for course in [&same, &text, &title, &keyword] {
        add(&t, course).await;
    }
    assert_eq!(found(&t, "citation").await, ["c-titre", "b-mot", "a-texte", "d-texte"]);
    // A whole word before the beginning of a longer one.
    let mut longer = other("e-titre", "Port");
    longer.meta.title = "Portes".to_owned();
    add(&t, &longer).await;
    add(&t, &other("f-titre", "Portable")).await;
    assert_eq!(found(&t, "porte").await[..1], ["e-titre"]);
    let mut read = t.db.read().await.unwrap();
    assert_eq!(search(&mut read, "citation", 2).await.unwrap().len(), 2);
}

async fn the_pages_that_hold_the_words_are_named(t: Platform) {
    add(&t, &sample::course("droit-auteur")).await;
    let mut read = t.db.read().await.unwrap();
    let mut pages = async |query: &str| search(&mut read, query, 100).await.unwrap().remove(0).pages;
    assert_eq!(pages("photographie").await, ["exception"]);
    assert_eq!(pages("auteur").await, ["exception", "reperes"]);
    assert_eq!(pages("travaux élève auteur").await, ["exception"]);
    assert!(pages("citation").await.is_empty());
}

async fn only_what_is_in_service_is_found(t: Platform) {
    let first = sample::course("droit-auteur");
    add(&t, &first).await;
    let mut next = sample::at("droit-auteur", "1.1.0");
    "Propriété intellectuelle".clone_into(&mut next.meta.title);
    next.pages.remove(1);
    add(&t, &next).await;
    assert!(found(&t, "electricite").await.is_empty());
    assert_eq!(found(&t, "propriete").await, ["droit-auteur"]);

    let mut tx = t.db.begin().await.unwrap();
    publish::withdraw(&mut tx, crate::access::policy::by_operator(()), "droit-auteur", t.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert!(found(&t, "propriete").await.is_empty());
}

async fn a_search_is_one_statement(t: Platform) {
    for number in 0..20 {
        add(&t, &sample::course(&format!("cours-{number}"))).await;
    }
    let before = t.db.queries_run();
    let hits =
        search(&mut t.db.read().await.unwrap(), "œuvre licence cours photographie", 100).await.unwrap();
    assert_eq!(hits.len(), 20);
    assert_eq!(t.db.queries_run() - before, 1);
}
