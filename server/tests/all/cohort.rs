//! Cohorts through the very router that is served, without a script, on both databases.

use crate::browser::Browser;
use crate::plan::{Scene, hidden, ok, refused, sent};
use axum::http::StatusCode;
use preau::access::Role;
use preau::clock::DAY;
use preau::course::sample;
use preau::on_both;
use preau::testing::Platform;

on_both!(
    a_trainer_leads_a_cohort_from_its_draft_to_the_next_year,
    nobody_else_sees_it,
    a_member_joins_and_sees_only_themselves,
    a_message_is_seen_before_it_leaves,
    what_is_typed_stays_when_it_does_not_hold,
    pages_run_the_same_statements_at_three_and_at_thirty_members,
);

const ACADEMY: &str = "fr/14/";

/// The trainer of the scene and the address of their cohort.
async fn cohort(scene: &Scene) -> (Browser, String) {
    sample::publish(&scene.t.db, &sample::course("droit-auteur"), scene.t.now()).await;
    let mut isabelle = scene.holder("Isabelle", Role::CentreTrainer, ACADEMY).await;
    let form = isabelle.get("/cohortes/nouvelle").await;
    ok(&form);
    assert!(form.body.contains("value=\"24\""), "filled for the usual training");
    let fields = [
        ("id", hidden(&form, "id")),
        ("node", ACADEMY.to_owned()),
        ("title", "Référents de Vire".to_owned()),
        ("aim", "Prendre ses marques.".to_owned()),
        ("size", "40".to_owned()),
        ("onsite", "6".to_owned()),
        ("remote", "12".to_owned()),
        ("starts_on", "2026-11-24".to_owned()),
        ("ends_on", "2027-05-28".to_owned()),
        ("never_days", "7".to_owned()),
        ("idle_days", "14".to_owned()),
        ("late_items", "1".to_owned()),
        ("missed_sessions", String::new()),
    ];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let first = sent(&isabelle.post("/cohortes/nouvelle", &fields).await);
    assert_eq!(sent(&isabelle.post("/cohortes/nouvelle", &fields).await), first, "sent twice, one cohort");
    let way = first.split('?').next().unwrap().to_owned();
    let course =
        [("act", "course"), ("course", "droit-auteur"), ("due", "after"), ("due_days", "10"), ("due_on", "")];
    assert!(sent(&isabelle.post(&way, &course).await).ends_with("cohorte-contenu"));
    assert!(sent(&isabelle.post(&way, &[("act", "open")]).await).ends_with("cohorte-ouverte"));
    (isabelle, way)
}

fn mine(way: &str) -> String {
    way.replace("/cohortes/", "/mes-cohortes/")
}

async fn invite(isabelle: &mut Browser, way: &str, list: &str, at_once: bool) {
    let people = format!("{way}/membres");
    let judged = isabelle.post(&people, &[("act", "preview"), ("list", list)]).await;
    ok(&judged);
    assert!(judged.body.contains("Sera invité"), "{}", judged.body);
    let mut fields = vec![("act", "add"), ("list", list)];
    if at_once {
        fields.push(("designate", "oui"));
    }
    sent(&isabelle.post(&people, &fields).await);
}

async fn a_trainer_leads_a_cohort_from_its_draft_to_the_next_year(t: Platform) {
    let scene = Scene::new(t).await;
    let (mut isabelle, way) = cohort(&scene).await;
    scene.teacher("Anne", true).await;
    scene.teacher("Marc", false).await;
    let people = isabelle.get(&format!("{way}/membres?nouveaux=oui")).await;
    ok(&people);
    assert!(
        people.body.contains("Kerguelen Anne") && !people.body.contains("Kerguelen Marc"),
        "référents only"
    );
    let anne = people.values_of("person").first().cloned().unwrap();
    sent(
        &isabelle
            .post(&format!("{way}/membres"), &[("act", "choose"), ("person", &anne), ("designate", "oui")])
            .await,
    );
    let list = "marc@ac-exemple.fr\nnobody@ac-exemple.fr";
    let judged = isabelle.post(&format!("{way}/membres"), &[("act", "preview"), ("list", list)]).await;
    ok(&judged);
    assert!(judged.body.contains("Aucun compte à cette adresse"));
    invite(&mut isabelle, &way, list, true).await;
    sent(&isabelle.post(&way, &[("act", "start")]).await);
    let grid = isabelle.get(&format!("{way}/progression?tri=avancement")).await;
    ok(&grid);
    assert!(grid.body.contains("Kerguelen Anne") && grid.body.contains("pas commencé"));
    assert!(grid.body.contains("<th scope=\"row\">") && grid.body.contains("aria-sort=\"descending\""));
    let file = isabelle.get(&format!("{way}/progression.csv")).await;
    ok(&file);
    assert!(file.body.contains("pas commencé") && file.body.contains(';'));
    let end = format!("{way}/bilan");
    refused(
        &isabelle.post(&end, &[("act", "close"), ("summary", "")]).await,
        "Il manque le résultat de 2 membres",
    );
    let page = isabelle.get(&end).await;
    ok(&page);
    let names: Vec<String> = page
        .body
        .split("name=\"resultat-")
        .skip(1)
        .map(|rest| format!("resultat-{}", rest.split('"').next().unwrap()))
        .collect();
    let mut fields = vec![("act", "results")];
    fields.extend(names.iter().map(|name| (name.as_str(), "validated")));
    sent(&isabelle.post(&end, &fields).await);
    sent(&isabelle.post(&end, &[("act", "attest")]).await);
    assert!(
        sent(&isabelle.post(&end, &[("act", "close"), ("summary", "Un bon groupe.")]).await)
            .ends_with("cohorte-close")
    );
    assert!(isabelle.get(&end).await.body.contains("Un bon groupe."));
    ok(&isabelle.get(&format!("{end}.csv")).await);
    let sheet = isabelle.get(&way).await;
    let new = hidden(&sheet, "new");
    let copy = sent(&isabelle.post(&way, &[("act", "copy"), ("new", &new)]).await);
    let copied = isabelle.get(copy.split('?').next().unwrap()).await;
    ok(&copied);
    assert!(copied.body.contains("2027") && copied.body.contains("En préparation"));
}

async fn nobody_else_sees_it(t: Platform) {
    let scene = Scene::new(t).await;
    let (mut isabelle, way) = cohort(&scene).await;
    let mut other = scene.holder("Yann", Role::CentreTrainer, ACADEMY).await;
    let mut manager = scene.holder("Marthe", Role::PlanManager, ACADEMY).await;
    let mut anne = scene.teacher("Anne", false).await;
    let parts =
        ["", "/modifier", "/membres", "/progression", "/progression.csv", "/relances", "/bilan", "/fil"];
    for part in parts {
        let path = format!("{way}{part}");
        assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND, "{part}");
        assert_eq!(anne.get(&path).await.status, StatusCode::FORBIDDEN, "{part}");
        ok(&isabelle.get(&path).await);
    }
    assert!(!other.get("/cohortes").await.body.contains("Référents de Vire"));
    // Whoever keeps the plan reads what it is and its figures, and nobody's progress.
    assert!(manager.get("/cohortes").await.body.contains("Référents de Vire"));
    ok(&manager.get(&way).await);
    ok(&manager.get(&format!("{way}/bilan")).await);
    for part in ["/membres", "/progression", "/progression.csv", "/relances", "/bilan.csv"] {
        assert_eq!(manager.get(&format!("{way}{part}")).await.status, StatusCode::FORBIDDEN, "{part}");
    }
    assert_eq!(manager.post(&way, &[("act", "start")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(other.post(&way, &[("act", "start")]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(anne.get(&mine(&way)).await.status, StatusCode::NOT_FOUND, "not invited");
    // A colleague is taken in, and the cohort handed over.
    sent(&isabelle.post(&way, &[("act", "trainer"), ("address", "yann@ac-exemple.fr")]).await);
    ok(&other.get(&way).await);
    refused(
        &isabelle.post(&way, &[("act", "trainer"), ("address", "anne@ac-exemple.fr")]).await,
        "aucun formateur",
    );
    // Twelve months after its end it is out of sight.
    scene.t.clock.advance(600 * DAY);
    let mut later = Browser::new(&scene.t).await;
    later.log_in("isabelle@ac-exemple.fr", "le chat dort sur le radiateur").await;
    assert_eq!(later.get(&way).await.status, StatusCode::NOT_FOUND);
    assert!(!later.get("/cohortes").await.body.contains("Référents de Vire"));
}

async fn a_member_joins_and_sees_only_themselves(t: Platform) {
    let scene = Scene::new(t).await;
    let (mut isabelle, way) = cohort(&scene).await;
    let mut anne = scene.teacher("Anne", false).await;
    let mut marc = scene.teacher("Marc", false).await;
    invite(&mut isabelle, &way, "anne@ac-exemple.fr\nmarc@ac-exemple.fr", false).await;
    assert!(anne.get("/").await.body.contains("attend votre réponse"));
    let here = mine(&way);
    let page = anne.get(&here).await;
    ok(&page);
    assert!(page.body.contains("Vous êtes invité") && !page.body.contains("Marc"));
    for _ in 0..2 {
        sent(&anne.post(&here, &[("act", "join")]).await);
    }
    sent(&isabelle.post(&way, &[("act", "start")]).await);
    sent(&marc.post(&here, &[("act", "join")]).await);
    let page = anne.get(&here).await;
    assert!(page.body.contains("Maintenant") && page.body.contains("terminer le"), "{}", page.body);
    assert!(!page.body.contains("Marc"), "nobody else");
    let thread = format!("{here}/fil");
    let form = anne.get(&thread).await;
    ok(&form);
    let post = hidden(&form, "post");
    for _ in 0..2 {
        sent(&anne.post(&thread, &[("act", "post"), ("post", &post), ("body", "Qui a une salle ?")]).await);
    }
    assert!(isabelle.get(&format!("{way}/fil")).await.body.contains("Qui a une salle"));
    let hide = [("act", "hide"), ("post", post.as_str()), ("reason", "Hors sujet")];
    assert_eq!(marc.post(&thread, &hide).await.status, StatusCode::NOT_FOUND, "members do not moderate");
    refused(
        &isabelle.post(&format!("{way}/fil"), &[("act", "hide"), ("post", &post), ("reason", "")]).await,
        "motif",
    );
    sent(&isabelle.post(&format!("{way}/fil"), &hide).await);
    let seen = marc.get(&thread).await;
    assert!(!seen.body.contains("Qui a une salle") && seen.body.contains("a retiré ce message"));
    sent(&marc.post(&here, &[("act", "leave")]).await);
    assert_eq!(marc.get(&here).await.status, StatusCode::NOT_FOUND);
    assert_eq!(marc.get(&thread).await.status, StatusCode::NOT_FOUND);
}

async fn a_message_is_seen_before_it_leaves(t: Platform) {
    let scene = Scene::new(t).await;
    let (mut isabelle, way) = cohort(&scene).await;
    scene.teacher("Anne", false).await;
    scene.teacher("Marc", false).await;
    invite(&mut isabelle, &way, "anne@ac-exemple.fr\nmarc@ac-exemple.fr", true).await;
    sent(&isabelle.post(&way, &[("act", "start")]).await);
    scene.t.clock.advance(12 * DAY);
    let mut isabelle = Browser::new(&scene.t).await;
    isabelle.log_in("isabelle@ac-exemple.fr", "le chat dort sur le radiateur").await;
    let risk = format!("{way}/relances");
    let page = isabelle.get(&risk).await;
    ok(&page);
    assert!(page.body.contains("2 personnes à relancer") && page.body.contains("Aucun cours ouvert depuis"));
    let wrong = [("act", "preview"), ("why", "never"), ("words", "Bonjour {nom}")];
    refused(&isabelle.post(&risk, &wrong).await, "entre accolades");
    let words = [("act", "preview"), ("why", "never"), ("words", "Bonjour {prenom}, reste {retard}.")];
    let shown = isabelle.post(&risk, &words).await;
    ok(&shown);
    assert!(shown.body.contains("Bonjour Anne, reste"), "{}", shown.body);
    let message = hidden(&shown, "message");
    let to = shown.values_of("to");
    assert_eq!(to.len(), 2);
    let mut fields = vec![("act", "send"), ("message", message.as_str()), ("why", "never"), words[2]];
    fields.extend(to.iter().map(|member| ("to", member.as_str())));
    for _ in 0..2 {
        assert!(sent(&isabelle.post(&risk, &fields).await).ends_with("cohorte-message"));
    }
    assert!(isabelle.get(&risk).await.body.contains("2 messages, aucun lu"), "once, and logged");
    let mut anne = Browser::new(&scene.t).await;
    anne.log_in("anne@ac-exemple.fr", "le chat dort sur le radiateur").await;
    let page = anne.get(&mine(&way)).await;
    assert!(page.body.contains("Bonjour Anne") && !page.body.contains("Marc"));
    // More time for one of them.
    let page = isabelle.get(&risk).await;
    let member = page.values_of("member").first().cloned().unwrap();
    let choice = page.body.split("name=\"item\"").nth(1).unwrap();
    let item = choice.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let early =
        [("act", "extend"), ("item", item.as_str()), ("member", member.as_str()), ("until", "2026-12-01")];
    refused(&isabelle.post(&risk, &early).await, "échéance de tous");
    let later =
        [("act", "extend"), ("item", item.as_str()), ("member", member.as_str()), ("until", "2027-01-15")];
    sent(&isabelle.post(&risk, &later).await);
    assert!(isabelle.get(&format!("{way}/progression")).await.body.contains("délai"));
}

async fn what_is_typed_stays_when_it_does_not_hold(t: Platform) {
    let scene = Scene::new(t).await;
    let (mut isabelle, way) = cohort(&scene).await;
    let edit = format!("{way}/modifier");
    let form = isabelle.get(&edit).await;
    ok(&form);
    let version = hidden(&form, "version");
    let wrong = isabelle
        .post(
            &edit,
            &[("version", &version), ("title", "Vire <b>"), ("size", "zéro"), ("starts_on", "2026-13-45")],
        )
        .await;
    refused(&wrong, "Donnez une date.");
    assert!(wrong.body.contains("value=\"Vire ") && wrong.body.contains("zéro"));
    let right = [
        ("version", version.as_str()),
        ("title", "Référents de Vire"),
        ("size", "24"),
        ("starts_on", "2026-11-24"),
        ("ends_on", "2027-05-28"),
    ];
    sent(&isabelle.post(&edit, &right).await);
    refused(&isabelle.post(&edit, &right).await, "a changé depuis");
    let nothing = isabelle.post(&format!("{way}/membres"), &[("act", "preview"), ("list", " ")]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let due = [("act", "course"), ("course", "droit-auteur"), ("due", "on"), ("due_on", "2020-01-01")];
    refused(&isabelle.post(&way, &due).await, "premier jour de la cohorte");
}

async fn pages_run_the_same_statements_at_three_and_at_thirty_members(t: Platform) {
    let scene = Scene::new(t).await;
    let (mut isabelle, way) = cohort(&scene).await;
    let mut counts = Vec::new();
    for (from, to) in [(0, 3), (3, 30)] {
        let mut list = String::new();
        for number in from..to {
            scene.teacher(&format!("P{number}"), false).await;
            list.push_str(&format!("p{number}@ac-exemple.fr\n"));
        }
        invite(&mut isabelle, &way, &list, true).await;
        if from == 0 {
            sent(&isabelle.post(&way, &[("act", "start")]).await);
        }
        // Once before, so that both rounds find the courses in the cache.
        ok(&isabelle.get(&way).await);
        let before = scene.t.db.queries_run();
        for part in ["", "/membres", "/progression", "/progression.csv", "/relances", "/bilan"] {
            ok(&isabelle.get(&format!("{way}{part}")).await);
        }
        ok(&isabelle.get("/cohortes").await);
        counts.push(scene.t.db.queries_run() - before);
    }
    assert_eq!(counts[0], counts[1], "three members and thirty");
    assert!(counts[0] < 80, "{counts:?}");
}
