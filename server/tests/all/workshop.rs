//! The workshop through the very router that is served, without a script, on both databases.

use crate::plan::{Scene, hidden, ok, refused, sent};
use axum::http::StatusCode;
use preau::access::Role;
use preau::clock::SECOND;
use preau::on_both;
use preau::testing::{Platform, school};

use crate::browser::Browser;

on_both!(
    a_referent_writes_and_publishes_for_the_school,
    two_tabs_lose_nothing,
    what_was_typed_comes_back_after_a_login,
    pages_and_settings_are_changed_by_forms,
    a_wider_place_takes_another_reader,
);

/// Begins a module; gives its address.
async fn begin(browser: &mut Browser, title: &str) -> String {
    let form = browser.get("/atelier/nouveau").await;
    ok(&form);
    let id = hidden(&form, "id");
    let fields = [("id", id.as_str()), ("title", title), ("kind", "online"), ("discipline", "svt")];
    let to = sent(&browser.post("/atelier/nouveau", &fields).await);
    let address = to.split('?').next().unwrap().to_owned();
    assert_eq!(address, format!("/atelier/{id}"));
    address
}

async fn publish(browser: &mut Browser, address: &str) -> String {
    let page = browser.get(&format!("{address}/publication")).await;
    ok(&page);
    let fields = [("act", "publish"), ("revision", &hidden(&page, "revision"))];
    sent(&browser.post(&format!("{address}/publication"), &fields).await)
}

/// The text in the field of an editor.
fn text(body: &str) -> String {
    let field = body.split("name=\"text\"").last().unwrap();
    let inside = field.split_once('>').unwrap().1.split("</textarea>").next().unwrap();
    let inside = inside.strip_prefix('\n').unwrap_or(inside);
    inside.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

async fn a_referent_writes_and_publishes_for_the_school(t: Platform) {
    let mut scene = Scene::new(t).await;
    let mut author = scene.teacher("Zoe", true).await;
    let mut colleague = scene.teacher("Ali", false).await;
    scene.school = school(&scene.t, "fr/14/b1/", "9990002Y").await;
    let mut other = scene.teacher("Lea", true).await;
    let mut stranger = scene.teacher("Max", false).await;

    let empty = author.get("/atelier").await;
    ok(&empty);
    assert!(empty.body.contains("Commencer un module"));
    let id = hidden(&author.get("/atelier/nouveau").await, "id");
    let untitled = author.post("/atelier/nouveau", &[("id", &id), ("kind", "online")]).await;
    refused(&untitled, "Écrivez un titre");
    let address = begin(&mut author, "Observer au microscope").await;
    let sheet = author.get(&address).await;
    ok(&sheet);
    assert!(sheet.body.contains("Pratiquer") && sheet.body.contains("Brouillon"), "{}", sheet.body);

    // Others than the author: the role is missing, or the module is somebody else's.
    for (browser, status) in [(&mut colleague, StatusCode::FORBIDDEN), (&mut other, StatusCode::NOT_FOUND)] {
        for part in ["", "/fichier?chemin=commencer.md", "/reglages", "/publication", "/historique"] {
            assert_eq!(browser.get(&format!("{address}{part}")).await.status, status, "{part}");
        }
        let answer =
            browser.post(&format!("{address}/publication"), &[("act", "publish"), ("revision", "1")]).await;
        assert_eq!(answer.status, status);
        let typed = [("text", "x"), ("base", "1"), ("act", "save")];
        assert_eq!(
            browser.post(&format!("{address}/fichier?chemin=commencer.md"), &typed).await.status,
            status
        );
    }

    // An error is told with its line, mended by a click, and keeps the module from readers meanwhile.
    let editor = format!("{address}/fichier?chemin=commencer.md");
    let page = author.get(&editor).await;
    ok(&page);
    assert!(page.body.contains("Partez d’une situation de classe"), "the preview is the published page");
    assert!(page.body.contains("La bonne réponse"), "with its questions");
    let broken = text(&page.body).replace("## Ce qu'il faut", "### Ce qu'il faut");
    let typed = [("text", broken.as_str()), ("base", &hidden(&page, "base")), ("act", "preview")];
    let seen = author.post(&editor, &typed).await;
    ok(&seen);
    assert!(seen.body.contains("T02"), "{}", seen.body);
    let typed = [("text", broken.as_str()), ("base", &hidden(&page, "base")), ("act", "save")];
    assert!(sent(&author.post(&editor, &typed).await).ends_with("fait=module-enregistre"));
    let page = author.get(&editor).await;
    assert!(page.body.contains("T02") && page.body.contains("Corriger"));
    let blocked = author.get(&format!("{address}/publication")).await;
    assert!(blocked.body.contains("Pas encore prêt") && blocked.body.contains("commencer.md, ligne"));
    let forced =
        author.post(&format!("{address}/publication"), &[("act", "publish"), ("revision", "2")]).await;
    refused(&forced, "Une erreur empêche de publier");
    let which =
        page.body.split("name=\"fix\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let (typed, base) = (text(&page.body), hidden(&page, "base"));
    let mend = [("text", typed.as_str()), ("base", &base), ("fix", &which)];
    assert!(sent(&author.post(&editor, &mend).await).ends_with("fait=module-corrige"));
    assert!(text(&author.get(&editor).await.body).contains("\n## Ce qu'il faut"));

    // The numbers, then the publication.
    let page = author.get(&format!("{address}/publication")).await;
    assert!(
        page.body.contains("Publier la version 1.0.0") && page.body.contains("9990001X"),
        "{}",
        page.body
    );
    refused(
        &author.post(&format!("{address}/publication"), &[("act", "publish"), ("revision", "1")]).await,
        "a changé depuis",
    );
    assert!(publish(&mut author, &address).await.ends_with("fait=module-publie"));
    scene.t.clock.advance(SECOND);

    let course = "/cours/observer-au-microscope";
    ok(&colleague.get(course).await);
    assert!(colleague.get("/cours").await.body.contains("Observer au microscope"));
    assert!(colleague.get("/cours?q=microscope").await.body.contains(course));
    let visitor = &mut Browser::new(&scene.t).await;
    for browser in [&mut other, &mut stranger, visitor] {
        assert_eq!(browser.get(course).await.status, StatusCode::NOT_FOUND);
        assert!(!browser.get("/cours?q=microscope").await.body.contains(course));
        assert_ne!(browser.get(&format!("{course}/commencer")).await.status, StatusCode::OK);
    }
    assert_eq!(other.post(&format!("{course}/inscription"), &[]).await.status, StatusCode::NOT_FOUND);
    let enrolled = sent(&colleague.post(&format!("{course}/inscription"), &[]).await);
    assert!(enrolled.starts_with(&format!("{course}/commencer")), "{enrolled}");
    ok(&colleague.get(&enrolled).await);

    // A major change: who is under way stays, and the page says so in numbers.
    let editor = format!("{address}/fichier?chemin=pratiquer.md");
    let page = author.get(&editor).await;
    let typed = text(&page.body).replace("duree = 15", "duree = 25");
    author.post(&editor, &[("text", &typed), ("base", &hidden(&page, "base")), ("act", "save")]).await;
    let toml = format!("{address}/fichier?chemin=course.toml");
    let page = author.get(&toml).await;
    let typed = text(&page.body).replace("\"1.0.0\"", "\"2.0.0\"");
    author.post(&toml, &[("text", &typed), ("base", &hidden(&page, "base")), ("act", "save")]).await;
    let page = author.get(&format!("{address}/publication")).await;
    assert!(page.body.contains("1 personne en cours reste sur la version 1.0.0"), "{}", page.body);
    assert!(publish(&mut author, &address).await.ends_with("fait=module-publie"));

    // Out of the catalogue, with a reason.
    let out = format!("{address}/publication");
    refused(&author.post(&out, &[("act", "retire")]).await, "Dites pourquoi");
    assert!(
        sent(&author.post(&out, &[("act", "retire"), ("reason", "Programme changé")]).await)
            .ends_with("module-retire")
    );
    scene.t.clock.advance(SECOND);
    assert!(!colleague.get("/cours").await.body.contains("Observer au microscope"));
}

async fn two_tabs_lose_nothing(t: Platform) {
    let scene = Scene::new(t).await;
    let mut author = scene.teacher("Zoe", true).await;
    let address = begin(&mut author, "Observer").await;
    let editor = format!("{address}/fichier?chemin=commencer.md");
    let page = author.get(&editor).await;
    let (base, before) = (hidden(&page, "base"), text(&page.body));
    let first = before.replace("# Commencer", "# Régler");
    sent(&author.post(&editor, &[("text", &first), ("base", &base), ("act", "save")]).await);
    let second = before.replace("Une erreur fréquente", "Une autre erreur");
    let both = author.post(&editor, &[("text", &second), ("base", &base), ("act", "save")]).await;
    assert_eq!(both.status, StatusCode::CONFLICT);
    assert!(both.body.contains("enregistré ailleurs") && both.body.contains("Garder les deux réunis"));
    assert_eq!(text(&both.body), second, "what was typed stays in the field");
    let merged = both.body.split("id=\"champ-merged\"").nth(1).unwrap();
    let merged = merged.split_once('>').unwrap().1.split("</textarea>").next().unwrap().replace("&gt;", ">");
    assert!(merged.contains("# Régler") && merged.contains("Une autre erreur"));
    let base = hidden(&both, "base");
    sent(
        &author
            .post(&editor, &[("text", merged.trim_start_matches('\n')), ("base", &base), ("act", "save")])
            .await,
    );
    let saved = text(&author.get(&editor).await.body);
    assert!(saved.contains("# Régler") && saved.contains("Une autre erreur"), "{saved}");
    let history = author.get(&format!("{address}/historique?chemin=commencer.md&revision=1")).await;
    ok(&history);
    assert!(history.body.contains("# Commencer"));
}

async fn what_was_typed_comes_back_after_a_login(t: Platform) {
    let scene = Scene::new(t).await;
    let mut author = scene.teacher("Zoe", true).await;
    let address = begin(&mut author, "Observer").await;
    let editor = format!("{address}/fichier?chemin=commencer.md");
    let base = hidden(&author.get(&editor).await, "base");
    let mut tab = Browser::new(&scene.t).await;
    let typed = "+++\nduree = 5\n+++\n\n# Tapé hors session\n";
    let answer = tab.post(&editor, &[("text", typed), ("base", &base), ("act", "save")]).await;
    assert!(sent(&answer).starts_with("/connexion"));
    let form = [("email", "zoe@ac-exemple.fr"), ("password", "le chat dort sur le radiateur")];
    let way = sent(&tab.post("/connexion", &form).await);
    assert_eq!(way, editor);
    let page = tab.get(&way).await;
    ok(&page);
    assert_eq!(text(&page.body), typed);
    let fields = [("text", typed), ("base", &hidden(&page, "base")), ("act", "save")];
    assert!(sent(&tab.post(&editor, &fields).await).ends_with("fait=module-enregistre"));
}

async fn pages_and_settings_are_changed_by_forms(t: Platform) {
    let scene = Scene::new(t).await;
    let mut author = scene.teacher("Zoe", true).await;
    let address = begin(&mut author, "Observer").await;
    refused(&author.post(&address, &[("act", "add"), ("title", " ")]).await, "Écrivez un titre");
    let to = sent(&author.post(&address, &[("act", "add"), ("title", "Régler l'objectif")]).await);
    assert!(to.contains("chemin=regler-l-objectif.md"), "{to}");
    ok(&author.get(&to).await);
    sent(&author.post(&address, &[("act", "up"), ("page", "regler-l-objectif")]).await);
    sent(
        &author
            .post(&address, &[("act", "rename"), ("page", "regler-l-objectif"), ("name", "objectif")])
            .await,
    );
    let toml = text(&author.get(&format!("{address}/fichier?chemin=course.toml")).await.body);
    assert!(toml.contains(r#"["commencer", "objectif", "pratiquer", "evaluation"]"#), "{toml}");
    sent(&author.post(&address, &[("act", "remove"), ("page", "objectif")]).await);

    let settings = format!("{address}/reglages");
    let page = author.get(&settings).await;
    ok(&page);
    let base = hidden(&page, "base");
    let fields = [
        ("base", base.as_str()),
        ("title", "Régler un microscope"),
        ("summary", "Voir net en trois gestes."),
        ("version", "1.0.0"),
        ("licence", "CC-BY-SA-4.0"),
        ("level", "debutant"),
        ("audience", "lycee"),
        ("disciplines", "svt"),
        ("objectives", "Régler la lumière\nFaire la mise au point"),
        ("keywords", "microscope, cellule"),
        ("competences", ""),
        ("threshold", "60"),
    ];
    assert!(sent(&author.post(&settings, &fields).await).ends_with("fait=module-regle"));
    let toml = text(&author.get(&format!("{address}/fichier?chemin=course.toml")).await.body);
    let settings_written = toml.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(settings_written.contains("seuil = 60"), "{toml}");
    assert!(settings_written.contains("\"Faire la mise au point\""), "{toml}");
    assert!(settings_written.contains("attestation = false"), "{toml}");
    assert!(author.get("/atelier").await.body.contains("Régler un microscope"));
    // The same form again was filled on an older save.
    let again = author.post(&settings, &[("base", base.as_str()), ("title", "Autre")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(again.body.contains("value=\"Autre\""));
}

async fn a_wider_place_takes_another_reader(t: Platform) {
    let scene = Scene::new(t).await;
    let mut author = scene.teacher("Zoe", true).await;
    let mut inspector = scene.holder("Ines", Role::Inspector, "fr/14/").await;
    let mut elsewhere = scene.holder("Eloi", Role::Inspector, "fr/10/").await;
    let address = begin(&mut author, "Observer au microscope").await;
    let publication = format!("{address}/publication");
    let page = author.get(&publication).await;
    let (revision, node) = (hidden(&page, "revision"), hidden(&page, "node"));
    let propose = [("act", "submit"), ("revision", revision.as_str()), ("node", node.as_str())];
    assert!(sent(&author.post(&publication, &propose).await).ends_with("fait=module-propose"));
    // Nothing changes under a reviewer's eyes.
    let editor = format!("{address}/fichier?chemin=commencer.md");
    refused(&author.post(&editor, &[("text", "x"), ("base", "1"), ("act", "save")]).await, "en relecture");

    let id = address.rsplit('/').next().unwrap();
    let desk = format!("/atelier/relectures/{id}");
    assert!(inspector.get("/atelier/relectures").await.body.contains("Observer au microscope"));
    assert!(!elsewhere.get("/atelier/relectures").await.body.contains("Observer au microscope"));
    assert_eq!(elsewhere.get(&desk).await.status, StatusCode::NOT_FOUND);
    assert_eq!(author.get(&desk).await.status, StatusCode::FORBIDDEN);
    let sheet = inspector.get(&desk).await;
    ok(&sheet);
    let revision = hidden(&sheet, "revision");
    let line = [("act", "comment"), ("path", "commencer.md"), ("line", "6"), ("body", "Titre trop vague")];
    assert!(sent(&inspector.post(&desk, &line).await).ends_with("module-remarque"));
    refused(
        &inspector.post(&desk, &[("act", "return"), ("revision", &revision)]).await,
        "Écrivez un commentaire",
    );
    let back = [("act", "return"), ("revision", revision.as_str()), ("comment", "Précisez le titre")];
    assert!(sent(&inspector.post(&desk, &back).await).ends_with("module-rendu"));
    let told = author.get(&address).await;
    assert!(told.body.contains("Titre trop vague") && told.body.contains("Précisez le titre"));
    assert!(author.get("/notifications").await.body.contains("rendu"));

    let page = author.get(&editor).await;
    let typed = text(&page.body).replace("# Commencer", "# Régler l'objectif");
    sent(&author.post(&editor, &[("text", &typed), ("base", &hidden(&page, "base")), ("act", "save")]).await);
    let page = author.get(&publication).await;
    let (revision, node) = (hidden(&page, "revision"), hidden(&page, "node"));
    sent(&author.post(&publication, &[("act", "submit"), ("revision", &revision), ("node", &node)]).await);
    let revision = hidden(&inspector.get(&desk).await, "revision");
    let yes = [("act", "validate"), ("revision", revision.as_str()), ("comment", "")];
    assert!(sent(&inspector.post(&desk, &yes).await).ends_with("module-valide"));
    assert!(publish(&mut author, &address).await.ends_with("fait=module-publie"));
    scene.t.clock.advance(SECOND);
    ok(&inspector.get("/cours/observer-au-microscope").await);
    assert_eq!(elsewhere.get("/cours/observer-au-microscope").await.status, StatusCode::NOT_FOUND);
}
