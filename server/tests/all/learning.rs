//! Following a course through the very router that is served: reading, answering, handing in, completing.

use std::pin::Pin;
use std::task::{Context, Poll};

use crate::browser::{Answer, Browser};
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use preau::access::policy::by_operator;
use preau::access::{Role, accounts, grant};
use preau::clock::DAY;
use preau::course::published::{Answers, Block, Page, PublishedCourse, Question};
use preau::course::sample;
use preau::learning::{self, draw};
use preau::on_both;
use preau::people::NewPerson;
use preau::testing::Platform;
use preau_server::config::Config;
use preau_server::courses;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tower::ServiceExt as _;
use uuid::Uuid;

on_both!(
    a_visitor_reads_what_is_public_and_no_more,
    one_click_enrols_and_opens_the_first_page,
    an_answer_is_judged_and_only_then_explained,
    an_answer_that_cannot_be_read_is_kept_and_costs_nothing,
    a_hint_keeps_what_was_typed,
    an_item_moves_by_a_button,
    the_last_step_gives_the_attestation,
    an_assessment_says_what_is_missing_before_it_is_handed_in,
    a_failed_assessment_may_be_tried_again,
    an_answer_to_something_else_is_refused,
    a_production_survives_a_file_that_is_refused,
    a_file_above_the_limit_of_the_server_loses_no_text,
    an_answer_sent_without_login_is_replayed,
    an_island_answers_in_place,
    learners_do_not_see_each_other,
    the_reader_asks_a_fixed_number_of_questions,
    reading_ahead_leaves_no_trace,
    a_course_is_left_and_come_back_to,
    trainers_notes_are_for_trainers,
    a_later_version_is_offered_and_taken,
);

const PASSWORD: &str = "le chat dort sur le radiateur";
const SOPHIE: &str = "sophie@ac-exemple.fr";
const PAGE: &str = "/cours/droit-auteur/reperes";
const EXAM: &str = "/cours/droit-auteur/evaluation";

struct Scene {
    t: Platform,
    course: PublishedCourse,
    browser: Browser,
    person: Uuid,
}

async fn account(t: &Platform, given: &str, email: &str) -> Uuid {
    let hash = preau::access::passwords::Hasher::new(1).unwrap().hash(PASSWORD).await.unwrap();
    let new = NewPerson {
        given_name: given.into(),
        usual_name: "Martin".into(),
        email: email.into(),
        ..NewPerson::default()
    };
    let mut tx = t.db.begin().await.unwrap();
    let person = accounts::create_active(&mut tx, by_operator(()), &new, &hash, t.now()).await.unwrap();
    tx.commit().await.unwrap();
    person.id
}

/// Sophie, logged in, in front of the sample course.
async fn scene(t: Platform) -> Scene {
    let course = sample::course("droit-auteur");
    sample::publish(&t.db, &course, t.now()).await;
    let person = account(&t, "Sophie", SOPHIE).await;
    let mut browser = Browser::new(&t).await;
    browser.log_in(SOPHIE, PASSWORD).await;
    Scene { t, course, browser, person }
}

impl Scene {
    async fn enrolled(mut self) -> Self {
        self.enrol().await;
        self
    }

    async fn enrol(&mut self) -> Answer {
        self.browser.post("/cours/droit-auteur/inscription", &[]).await
    }

    fn page(&self, key: &str) -> &Page {
        self.course.page(key).unwrap()
    }

    fn question(&self, page: &str, id: &str) -> &Question {
        self.page(page).questions().find(|question| question.id == id).unwrap()
    }

    async fn seed(&self, page: &str) -> i64 {
        let mut read = self.t.db.read().await.unwrap();
        let enrolment = learning::find(&mut read, self.person, "droit-auteur").await.unwrap().unwrap();
        draw::seed(enrolment.id, page, 1)
    }

    /// The key that the browser knows an option of a choice by, by what the option says.
    async fn key(&self, page: &str, id: &str, option: &str) -> String {
        let question = self.question(page, id);
        let (Answers::Single { options } | Answers::Multiple { options }) = &question.answers else {
            panic!("no choice")
        };
        let index = options.iter().position(|known| known.html == option).unwrap();
        draw::option_key(self.seed(page).await, id, index)
    }

    async fn submit(&mut self, page: &str, id: &str, fields: &[(String, String)]) -> Answer {
        let mut all = vec![("act", "answer.submit"), ("activity", id)];
        all.extend(fields.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        self.browser.post(&format!("/cours/droit-auteur/{page}"), &all).await
    }

    /// What everybody would answer who knows it all.
    async fn right(&self, page: &str, question: &Question) -> Vec<(String, String)> {
        let seed = self.seed(page).await;
        let key = |index| draw::option_key(seed, &question.id, index);
        let one = |value: String| vec![("answer".to_owned(), value)];
        match &question.answers {
            Answers::Single { options } | Answers::Multiple { options } => options
                .iter()
                .enumerate()
                .filter(|(_, option)| option.right)
                .map(|(index, _)| ("answer".to_owned(), key(index)))
                .collect(),
            Answers::Text { answers, .. } => {
                one(answers.iter().find(|answer| answer.right).unwrap().text.clone())
            }
            Answers::Number { answers, .. } => {
                one(answers.iter().find(|answer| answer.right).unwrap().low.clone())
            }
            Answers::Matching { left, .. } => {
                (0..left.len()).map(|row| (format!("left-{row}"), key(row))).collect()
            }
            Answers::Ordering { items } => {
                (0..items.len()).map(|index| ("order".to_owned(), key(index))).collect()
            }
            Answers::Open => one("Une réponse rédigée.".to_owned()),
        }
    }

    /// Does everything that the first two pages ask for.
    async fn do_lessons(&mut self) {
        let lesson = self.page("reperes").clone();
        for question in lesson.questions() {
            let fields = self.right("reperes", question).await;
            let answer = self.submit("reperes", &question.id, &fields).await;
            assert_eq!(answer.to(), Some(format!("{PAGE}#{}", question.id)), "{}", answer.body);
        }
        let ticks = [("item", "0"), ("item", "1"), ("item", "2"), ("item", "3")];
        let ticks = [&[("act", "checklist.tick"), ("activity", "c-before")], &ticks[..]].concat();
        assert_eq!(self.browser.post(PAGE, &ticks).await.to().unwrap(), format!("{PAGE}#c-before"));
        let vote = [("act", "survey.answer"), ("activity", "s-ease"), ("answer", "1")];
        assert_eq!(self.browser.post(PAGE, &vote).await.to().unwrap(), format!("{PAGE}#s-ease"));
        let sheet = [("act", "production.hand_in"), ("activity", "t-sheet"), ("body", "Ma fiche")];
        assert_eq!(self.browser.post(PAGE, &sheet).await.to().unwrap(), format!("{PAGE}#t-sheet"));
        let read = self.browser.post("/cours/droit-auteur/exception", &[("act", "page.read")]).await;
        assert_eq!(read.to().unwrap(), format!("{EXAM}?fait=page-lue"));
    }

    /// The form of the assessment with these options chosen.
    async fn exam(&self, chosen: &[(&str, &str)]) -> Vec<(String, String)> {
        let mut fields = Vec::new();
        for (id, option) in chosen {
            fields.push((format!("{id}.answer"), self.key("evaluation", id, option).await));
        }
        fields
    }

    async fn post_exam(&mut self, act: &str, fields: &[(String, String)], more: &[(&str, &str)]) -> Answer {
        let mut all = vec![("act", act)];
        all.extend(fields.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        all.extend_from_slice(more);
        self.browser.post(EXAM, &all).await
    }

    async fn server(&self, config: Config) -> preau_server::App {
        preau_server::build_on(config, self.t.db.clone(), self.t.clock.clone()).await.unwrap()
    }

    fn to_production(&self, body: Body) -> Request<Body> {
        Request::post(format!("{PAGE}/production/t-sheet"))
            .header(header::HOST, "preau.test")
            .header(header::ORIGIN, "http://preau.test")
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=limite")
            .header(header::COOKIE, self.browser.cookie.clone().unwrap())
            .body(body)
            .unwrap()
    }

    /// A form with a file, as browsers write it.
    fn form_with_file(name: &str, bytes: &[u8], act: &str) -> Vec<u8> {
        let mut body = Vec::new();
        for (field, value) in
            [("activity", "t-sheet"), ("body", "Un texte à garder"), ("link", "https://exemple.fr/fiche")]
        {
            body.extend(
                format!("--limite\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n")
                    .bytes(),
            );
        }
        let head = format!(
            "--limite\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/pdf\r\n\r\n"
        );
        body.extend(head.bytes());
        body.extend_from_slice(bytes);
        body.extend(
            format!(
                "\r\n--limite\r\nContent-Disposition: form-data; name=\"act\"\r\n\r\n{act}\r\n--limite--\r\n"
            )
            .bytes(),
        );
        body
    }

    /// Sends a form with a file.
    async fn upload(&self, name: &str, bytes: &[u8], act: &str) -> (StatusCode, String, String) {
        let body = Self::form_with_file(name, bytes, act);
        let config = Config::for_tests(self.t.folder()).unwrap();
        let request = self.to_production(Body::from(body));
        let response = self.server(config).await.router.oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let to = parts.headers.get(header::LOCATION).map_or("", |to| to.to_str().unwrap()).to_owned();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        (parts.status, to, String::from_utf8_lossy(&body).into_owned())
    }
}

/// What must not be seen of a question before it is due, as it would stand in a page.
fn secrets(question: &Question) -> Vec<String> {
    let mut secrets: Vec<String> = question.hints.clone();
    secrets.extend(
        [&question.right_html, &question.wrong_html, &question.explanation_html]
            .into_iter()
            .flatten()
            .cloned(),
    );
    match &question.answers {
        Answers::Single { options } | Answers::Multiple { options } => {
            secrets.extend(options.iter().filter_map(|option| option.feedback_html.clone()));
        }
        Answers::Text { answers, .. } => {
            secrets.extend(answers.iter().filter_map(|answer| answer.feedback_html.clone()));
        }
        Answers::Number { answers, .. } => {
            secrets.extend(answers.iter().filter_map(|answer| answer.feedback_html.clone()));
        }
        Answers::Matching { .. } | Answers::Ordering { .. } | Answers::Open => {}
    }
    secrets.into_iter().map(|html| html.trim().to_owned()).filter(|html| !html.is_empty()).collect()
}

fn assert_no_secret(course: &PublishedCourse, body: &str, place: &str) {
    for question in course.pages.iter().flat_map(Page::questions) {
        for secret in secrets(question) {
            assert!(!body.contains(&secret), "{place} tells of {}: {secret}", question.id);
        }
    }
}

async fn a_visitor_reads_what_is_public_and_no_more(t: Platform) {
    let course = sample::course("droit-auteur");
    sample::publish(&t.db, &course, t.now()).await;
    let mut visitor = Browser::new(&t).await;
    let page = visitor.get(PAGE).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Ce qui est protégé") && page.body.contains("Inscrivez-vous pour répondre"));
    assert!(page.body.contains("<h1") && page.body.matches("<h1").count() == 1);
    assert!(!page.body.contains("name=\"act\""), "nothing can be sent");
    assert_no_secret(&course, &page.body, PAGE);
    let private = visitor.get("/cours/droit-auteur/exception").await;
    assert_eq!(private.to().unwrap(), "/connexion?next=/cours/droit-auteur/exception");
    for unknown in ["/cours/droit-auteur/absente", "/cours/absent/reperes"] {
        assert_eq!(visitor.get(unknown).await.status, StatusCode::NOT_FOUND);
    }
    let sent = visitor.post("/cours/droit-auteur/inscription", &[]).await;
    assert_eq!(sent.to().unwrap(), "/connexion?next=/cours/droit-auteur");
    for own in ["/mon-parcours", "/mon-parcours.csv", "/attestations/2026-000001", "/reprise"] {
        assert!(visitor.get(own).await.to().unwrap().starts_with("/connexion"), "{own}");
    }
}

async fn one_click_enrols_and_opens_the_first_page(t: Platform) {
    let mut s = scene(t).await;
    let before = s.browser.get(PAGE).await;
    assert!(before.body.contains("action=\"/cours/droit-auteur/inscription\""));
    let exam = s.browser.get(EXAM).await;
    assert!(!exam.body.contains("Énoncé de e-1"), "an assessment is for those who take it");
    let answer = s
        .browser
        .post(PAGE, &[("act", "answer.submit"), ("activity", "q-open"), ("answer", "Bonjour à tous")])
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("Inscrivez-vous à ce parcours"));

    assert_eq!(s.enrol().await.to().unwrap(), format!("{PAGE}?fait=inscription"));
    let page = s.browser.get(&format!("{PAGE}?fait=inscription")).await;
    assert!(page.body.contains("Vous êtes inscrit") && page.body.contains("id=\"progression\""));
    assert!(
        page.body.contains("7 questions") && page.body.contains("href=\"#q-single\""),
        "what is left, with the way to it"
    );
    for key in ["reperes", "exception", "evaluation", "ressources"] {
        let page = s.browser.get(&format!("/cours/droit-auteur/{key}")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert_no_secret(&s.course, &page.body, key);
    }
    s.browser.get(PAGE).await;
    assert_eq!(
        s.browser.post("/cours/droit-auteur/reprendre", &[]).await.to().unwrap(),
        PAGE,
        "where one was"
    );
}

async fn an_answer_is_judged_and_only_then_explained(t: Platform) {
    let mut s = scene(t).await.enrolled().await;
    let (wrong, right) =
        (s.key("reperes", "q-single", "50 ans").await, s.key("reperes", "q-single", "70 ans").await);
    let answer = s.submit("reperes", "q-single", &[("answer".into(), wrong.clone())]).await;
    assert_eq!(answer.to().unwrap(), format!("{PAGE}#q-single"));
    let page = s.browser.get(PAGE).await.body;
    assert!(page.contains("Pas tout à fait") && page.contains("Retour faux de q-single"));
    assert!(page.contains("Retour de « 50 ans »") && page.contains("Explication de q-single"));
    assert!(!page.contains("Retour de « 70 ans »") && !page.contains("Retour juste de q-single"));
    assert!(!page.contains("Explication de q-multiple"), "one answer explains one question");
    assert!(page.contains("Valider à nouveau"));

    s.submit("reperes", "q-single", &[("answer".into(), right)]).await;
    let page = s.browser.get(PAGE).await.body;
    assert!(page.contains("Juste\u{a0}: 1 point sur 1") && page.contains("Retour juste de q-single"));
    assert!(page.contains("6 questions"));

    let citing = s.key("reperes", "q-multiple", "Citer").await;
    s.submit("reperes", "q-multiple", &[("answer".into(), citing)]).await;
    assert!(s.browser.get(PAGE).await.body.contains("En partie juste\u{a0}: 1 point sur 2"));

    for guess in ["copyright", "droit"] {
        s.submit("reperes", "q-text", &[("answer".into(), guess.into())]).await;
    }
    let page = s.browser.get(PAGE).await.body;
    assert!(
        page.contains("Réponse attendue") && page.contains("Creative Commons"),
        "no try is left: nothing is left to find"
    );
    let third = s.submit("reperes", "q-text", &[("answer".into(), "CC".into())]).await;
    assert_eq!(third.status, StatusCode::UNPROCESSABLE_ENTITY);
}

async fn an_answer_that_cannot_be_read_is_kept_and_costs_nothing(t: Platform) {
    let mut s = scene(t).await.enrolled().await;
    let answer = s.submit("reperes", "q-number", &[("answer".into(), "douze et demi".into())]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("value=\"douze et demi\"") && answer.body.contains("aria-invalid=\"true\""));
    assert!(answer.body.contains("id=\"q-number-erreur\"") && answer.body.contains("href=\"#q-number\""));
    assert_no_secret(&s.course, &answer.body, "a refused answer");
    let page = s.browser.get(PAGE).await.body;
    assert!(page.contains("value=\"douze et demi\"") && page.contains("7 questions"));
    assert_eq!(s.submit("reperes", "q-text", &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(s.browser.get(PAGE).await.body.contains("Il vous reste 2 essais"));
}

async fn a_hint_keeps_what_was_typed(t: Platform) {
    let mut s = scene(t).await.enrolled().await;
    let asked = [("act", "answer.hint"), ("activity", "q-open"), ("answer", "Un début de phrase")];
    assert_eq!(s.browser.post(PAGE, &asked).await.to().unwrap(), format!("{PAGE}#q-open"));
    let page = s.browser.get(PAGE).await.body;
    assert!(page.contains("Premier indice de q-open") && page.contains("Un début de phrase"));
    assert!(!page.contains("Second indice de q-open"));
}

async fn an_item_moves_by_a_button(t: Platform) {
    let mut s = scene(t).await.enrolled().await;
    let seed = s.seed("reperes").await;
    let shown = draw::options(3, seed, "q-ordering", true);
    let keys: Vec<String> = shown.iter().map(|index| draw::option_key(seed, "q-ordering", *index)).collect();
    let page = s.browser.get(PAGE).await;
    assert_eq!(page.values_of("order"), keys);
    let up = format!("up:{}", keys[2]);
    let form: Vec<(&str, &str)> = [
        ("activity", "q-ordering"),
        ("order", &keys[0]),
        ("order", &keys[1]),
        ("order", &keys[2]),
        ("move", &up),
    ]
    .to_vec();
    assert_eq!(s.browser.post(PAGE, &form).await.to().unwrap(), format!("{PAGE}#q-ordering"));
    let page = s.browser.get(PAGE).await;
    assert_eq!(page.values_of("order"), [&keys[0], &keys[2], &keys[1]].map(Clone::clone));
}

async fn the_last_step_gives_the_attestation(t: Platform) {
    let mut s = scene(t).await.enrolled().await;
    s.do_lessons().await;
    s.t.clock.advance(DAY);
    let all = s.exam(&[("e-1", "Oui"), ("e-2", "Oui"), ("e-3", "Oui"), ("e-4", "Oui")]).await;
    let answer = s.post_exam("attempt.hand_in", &all, &[]).await;
    assert_eq!(answer.to().unwrap(), format!("{EXAM}?fait=parcours-termine#fin"));
    let page = s.browser.get(EXAM).await.body;
    assert!(page.contains("href=\"/attestations/2026-000001\"") && page.contains("100\u{a0}%"));
    assert!(page.contains("Évaluation réussie") && page.contains("Explication de e-1"));

    let paper = s.browser.get("/attestations/2026-000001").await;
    assert_eq!(paper.status, StatusCode::OK);
    for word in
        ["Sophie Martin", "Droit d’auteur", "45\u{a0}min", "25\u{a0}novembre\u{a0}2026", "/verifier/", "<svg"]
    {
        assert!(paper.body.contains(word), "{word}");
    }
    let record = s.browser.get("/mon-parcours").await.body;
    assert!(record.contains("2026-2027") && record.contains("href=\"/attestations/2026-000001\""));
    let table = s.browser.get("/mon-parcours.csv").await;
    assert!(table.header("content-disposition").unwrap().contains("mon-parcours.csv"));
    assert_eq!(table.body.lines().count(), 2);
    assert!(table.body.contains("2026-000001"));
    let file = s.browser.get("/attestations/2026-000001.pdf").await;
    if cfg!(feature = "pdf") {
        assert!(file.status == StatusCode::OK && file.body.starts_with("%PDF"));
    } else {
        assert_eq!(file.status, StatusCode::NOT_FOUND);
    }
    let again = s.enrol().await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains("value=\"anew\""));
}

async fn an_assessment_says_what_is_missing_before_it_is_handed_in(t: Platform) {
    let mut s = scene(t).await.enrolled().await;
    let two = s.exam(&[("e-1", "Oui"), ("e-2", "Non")]).await;
    let saved = s.post_exam("answers.save", &two, &[]).await;
    assert_eq!(saved.to().unwrap(), format!("{EXAM}?fait=reponses-enregistrees#rendre"));
    let page = s.browser.get(EXAM).await.body;
    assert!(page.contains("2 questions n'ont pas encore de réponse"));
    assert_no_secret(&s.course, &page, "an attempt under way");
    let asked = s.post_exam("attempt.hand_in", &two, &[]).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.body.contains("Rendre quand même") && asked.body.contains("name=\"confirm\""));
    assert_no_secret(&s.course, &asked.body, "a question before handing in");
    let done = s.post_exam("attempt.hand_in", &[], &[("confirm", "yes")]).await;
    assert_eq!(done.to().unwrap(), format!("{EXAM}#resultat"));
}

async fn a_failed_assessment_may_be_tried_again(t: Platform) {
    let mut s = scene(t).await.enrolled().await;
    let wrong = s.exam(&[("e-1", "Oui"), ("e-2", "Non"), ("e-3", "Non"), ("e-4", "Non")]).await;
    s.post_exam("attempt.hand_in", &wrong, &[]).await;
    let page = s.browser.get(EXAM).await.body;
    assert!(page.contains("il faut 70\u{a0}%") && page.contains("soit 25\u{a0}%"));
    assert!(
        page.contains("Retour faux de e-2") && !page.contains("Explication de e-2"),
        "the explanation waits"
    );
    assert!(!page.contains("C'était une bonne réponse"), "the key waits");
    let changed = s.exam(&[("e-2", "Oui")]).await;
    let late = s.post_exam("answers.save", &changed, &[]).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "what is handed in stays as it is");
    let twice = s.post_exam("attempt.hand_in", &wrong, &[]).await;
    assert_eq!(twice.to().unwrap(), format!("{EXAM}#resultat"), "a second click sees the same result");
    let again = s.browser.post(EXAM, &[("act", "attempt.restart")]).await;
    assert_eq!(again.to().unwrap(), format!("{EXAM}?fait=nouvel-essai"));
    let page = s.browser.get(EXAM).await.body;
    assert!(page.contains("Rendre l'évaluation") && page.contains("votre meilleur score\u{a0}: 25\u{a0}%"));
    assert_no_secret(&s.course, &page, "a new attempt");
}

async fn an_answer_to_something_else_is_refused(t: Platform) {
    let mut s = scene(t).await.enrolled().await;
    let page = s.browser.get(PAGE).await;
    let seal = page.values_of("of")[0].clone();
    let right = s.key("reperes", "q-single", "70 ans").await;
    let form = [("answer", right.as_str()), ("act", "answer.submit"), ("activity", "q-single")];
    let moved = s.browser.post(PAGE, &[&form[..], &[("of", "000000000000")]].concat()).await;
    assert_eq!(moved.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(moved.body.contains("a changé depuis l'affichage"));
    let kept = s.browser.post(PAGE, &[&form[..], &[("of", seal.as_str())]].concat()).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
}

async fn a_production_survives_a_file_that_is_refused(t: Platform) {
    let mut s = scene(t).await.enrolled().await;
    let uploads = || walk(&s.t.folder().join("uploads"));
    let (status, _, body) = s.upload("virus.exe", b"MZ", "production.hand_in").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(body.contains("Un texte à garder") && body.contains("https://exemple.fr/fiche"));
    assert!(body.contains("n'est pas accepté"));
    let large = vec![b'x'; 10 * 1024 * 1024 + 1];
    let (status, _, body) = s.upload("fiche.pdf", &large, "production.hand_in").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(body.contains("Un texte à garder") && body.contains("trop lourd"));
    assert_eq!(uploads(), 0, "what is refused leaves nothing behind");
    let page = s.browser.get(PAGE).await.body;
    assert!(page.contains("Un texte à garder") && page.contains("Brouillon"), "kept as a draft");

    let (status, to, body) = s.upload("Ma fiche é.pdf", b"%PDF-1.7 contenu", "production.hand_in").await;
    assert_eq!(
        (status, to.as_str()),
        (StatusCode::SEE_OTHER, "/cours/droit-auteur/reperes#t-sheet"),
        "{body}"
    );
    assert_eq!(uploads(), 1);
    let page = s.browser.get(PAGE).await.body;
    assert!(page.contains("Remise le") && page.contains("Ma fiche é.pdf"));
    let href =
        page.split("href=\"/productions/").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    let file = s.browser.get(&format!("/productions/{href}")).await;
    assert_eq!(file.body, "%PDF-1.7 contenu");
    assert!(file.header("content-disposition").unwrap().starts_with("attachment"));
    assert!(file.header("content-security-policy").unwrap().contains("sandbox"));
    account(&s.t, "Anne", "anne@ac-exemple.fr").await;
    let mut anne = Browser::new(&s.t).await;
    anne.log_in("anne@ac-exemple.fr", PASSWORD).await;
    assert_eq!(anne.get(&format!("/productions/{href}")).await.status, StatusCode::NOT_FOUND);
}

async fn a_file_above_the_limit_of_the_server_loses_no_text(t: Platform) {
    let mut s = scene(t).await.enrolled().await;
    let config = || {
        let mut config = Config::for_tests(s.t.folder()).unwrap();
        config.site.max_upload = 1024 * 1024;
        config.limits.upload = 4 * 1024 * 1024;
        config
    };
    let check = |page: &str| {
        assert!(page.contains("Un texte à garder") && page.contains("https://exemple.fr/fiche"), "{page}");
        assert!(page.contains("Mo au plus. Rien n'est enregistré"), "{page}");
        assert_eq!(walk(&s.t.folder().join("uploads")), 0, "nothing is left on the disk");
    };

    // Three times the limit: read to its end by a real server, so that a browser hears the answer.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (_stop, stopped) = tokio::sync::watch::channel(false);
    let (app, limits) = (s.server(config()).await, config().limits);
    tokio::spawn(async move { preau_server::listen::serve(listener, app.router, &limits, stopped).await });
    let body = Scene::form_with_file("film.mp4", &vec![b'x'; 3 * 1024 * 1024], "production.hand_in");
    let (head, _) = s.to_production(Body::empty()).into_parts();
    let mut lines = format!("POST {} HTTP/1.1\r\nConnection: close\r\n", head.uri);
    for (name, value) in &head.headers {
        lines.push_str(&format!("{name}: {}\r\n", value.to_str().unwrap()));
    }
    lines.push_str(&format!("content-length: {}\r\n\r\n", body.len()));
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    stream.write_all(lines.as_bytes()).await.unwrap();
    stream.write_all(&body).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    let answer = String::from_utf8(answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
    check(&answer);

    // Beyond what is read at all, the text that came before the file is still there.
    let body = Scene::form_with_file("film.mp4", &vec![b'x'; 6 * 1024 * 1024], "production.hand_in");
    let request = s.to_production(Body::from_stream(Pieces(body, false)));
    let answer = s.server(config()).await.router.oneshot(request).await.unwrap();
    assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE);
    let page = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    check(&String::from_utf8_lossy(&page));

    let page = s.browser.get(PAGE).await.body;
    assert!(!page.contains("Un texte à garder") && !page.contains("Brouillon"), "nothing was written");
}

/// Bytes as they come over a line: a few at a time, with a wait between.
struct Pieces(Vec<u8>, bool);

impl futures_core::Stream for Pieces {
    type Item = Result<Vec<u8>, std::io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.1 = !self.1;
        if self.1 {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        let most = self.0.len().min(64 * 1024);
        let rest = self.0.split_off(most);
        let piece = std::mem::replace(&mut self.0, rest);
        Poll::Ready((!piece.is_empty()).then_some(Ok(piece)))
    }
}

fn walk(folder: &std::path::Path) -> usize {
    std::fs::read_dir(folder).map_or(0, |entries| {
        entries
            .map(|entry| entry.unwrap().path())
            .map(|path| if path.is_dir() { walk(&path) } else { 1 })
            .sum()
    })
}

async fn an_answer_sent_without_login_is_replayed(t: Platform) {
    let mut s = scene(t).await.enrolled().await;
    s.browser.cookie = None;
    let form = [
        ("act", "answer.submit"),
        ("activity", "q-open"),
        ("answer", "Écrit juste avant la fin de la session"),
    ];
    let sent = s.browser.post(PAGE, &form).await;
    assert_eq!(sent.to().unwrap(), format!("/connexion?next={PAGE}"));
    let entered = s.browser.post("/connexion", &[("email", SOPHIE), ("password", PASSWORD)]).await;
    assert_eq!(entered.to().unwrap(), "/reprise");
    let replayed = s.browser.get("/reprise").await;
    assert_eq!(replayed.to().unwrap(), format!("{PAGE}?fait=reponse-conservee#q-open"));
    let page = s.browser.get(&format!("{PAGE}?fait=reponse-conservee")).await.body;
    assert!(
        page.contains("Votre réponse a été conservée")
            && page.contains("Écrit juste avant la fin de la session")
    );
    assert_eq!(s.browser.get("/reprise").await.to().unwrap(), "/mon-parcours", "once");
}

async fn an_island_answers_in_place(t: Platform) {
    let mut s = scene(t).await.enrolled().await;
    let wrong = s.key("reperes", "q-single", "50 ans").await;
    let call = |act: &str, answer: &str| {
        serde_json::json!({ "path": PAGE, "fields": [["act", act], ["activity", "q-single"], ["answer", answer]] }).to_string()
    };
    let saved = s.browser.call("/api/fn/activity", &call("answer.save", &wrong)).await;
    assert_eq!(saved.status, StatusCode::OK);
    let saved: serde_json::Value = serde_json::from_str(&saved.body).unwrap();
    assert_eq!((saved["leave"].as_bool(), saved["html"].as_str()), (Some(false), None));
    let sent = s.browser.call("/api/fn/activity", &call("answer.submit", &wrong)).await;
    let sent: serde_json::Value = serde_json::from_str(&sent.body).unwrap();
    let html = sent["html"].as_str().unwrap();
    assert!(
        html.contains("Pas tout à fait")
            && html.contains("Explication de q-single")
            && !html.contains("leptos-island")
    );
    assert!(sent["progress"].as_str().unwrap().contains("Pages terminées"));
    assert!(sent["foot"].as_str().unwrap().contains("6 questions"));
    let empty = s.browser.call("/api/fn/activity", &call("answer.submit", "")).await;
    let empty: serde_json::Value = serde_json::from_str(&empty.body).unwrap();
    assert_eq!(empty["refused"].as_bool(), Some(true));
    s.browser.cookie = None;
    let gone = s.browser.call("/api/fn/activity", &call("answer.save", &wrong)).await;
    let gone: serde_json::Value = serde_json::from_str(&gone.body).unwrap();
    assert_eq!(gone["leave"].as_bool(), Some(true), "the browser's own form will ask to log in");
}

async fn learners_do_not_see_each_other(t: Platform) {
    let mut s = scene(t).await.enrolled().await;
    s.submit("reperes", "q-open", &[("answer".into(), "Une phrase à moi seule".into())]).await;
    account(&s.t, "Anne", "anne@ac-exemple.fr").await;
    let mut anne = Browser::new(&s.t).await;
    anne.log_in("anne@ac-exemple.fr", PASSWORD).await;
    anne.post("/cours/droit-auteur/inscription", &[]).await;
    let page = anne.get(PAGE).await.body;
    assert!(!page.contains("Une phrase à moi seule") && page.contains("7 questions"));
    assert!(anne.get("/mon-parcours").await.body.contains("Prochaine étape"));
    assert_eq!(anne.get("/attestations/2026-000001").await.status, StatusCode::NOT_FOUND);
}

async fn the_reader_asks_a_fixed_number_of_questions(t: Platform) {
    let mut s = scene(t).await.enrolled().await;
    s.submit("reperes", "q-open", &[("answer".into(), "Premier".into())]).await;
    s.browser.get(PAGE).await;
    let before = s.t.db.queries_run();
    s.browser.get(PAGE).await;
    let one = s.t.db.queries_run() - before;
    let lesson = s.page("reperes").clone();
    for question in lesson.questions() {
        let fields = s.right("reperes", question).await;
        s.submit("reperes", &question.id, &fields).await;
    }
    s.browser.get(PAGE).await;
    let before = s.t.db.queries_run();
    s.browser.get(PAGE).await;
    assert_eq!(s.t.db.queries_run() - before, one);
    assert!(one <= 20, "{one} statements for a page");
}

async fn reading_ahead_leaves_no_trace(t: Platform) {
    let mut s = scene(t).await.enrolled().await;
    let seen = async |s: &Scene| {
        let mut read = s.t.db.read().await.unwrap();
        learning::find(&mut read, s.person, "droit-auteur").await.unwrap().unwrap().last_page
    };
    assert_eq!(seen(&s).await, None);
    let config = Config::for_tests(s.t.folder()).unwrap();
    let app = preau_server::build_on(config, s.t.db.clone(), s.t.clock.clone()).await.unwrap();
    let request = Request::get(PAGE)
        .header(header::HOST, "preau.test")
        .header("sec-purpose", "prefetch;prerender")
        .header(header::COOKIE, s.browser.cookie.clone().unwrap())
        .body(Body::empty())
        .unwrap();
    assert_eq!(app.router.oneshot(request).await.unwrap().status(), StatusCode::OK);
    assert_eq!(seen(&s).await, None);
    s.browser.get(PAGE).await;
    assert_eq!(seen(&s).await.as_deref(), Some("reperes"));
}

async fn a_course_is_left_and_come_back_to(t: Platform) {
    let mut s = scene(t).await.enrolled().await;
    s.browser.post("/cours/droit-auteur/exception", &[("act", "page.read")]).await;
    let asked = s.browser.get("/cours/droit-auteur/abandon").await;
    assert!(asked.status == StatusCode::OK && asked.body.contains("name=\"confirm\""));
    assert_eq!(
        s.browser.post("/cours/droit-auteur/abandon", &[]).await.to().unwrap(),
        "/cours/droit-auteur/abandon"
    );
    let left = s.browser.post("/cours/droit-auteur/abandon", &[("confirm", "yes")]).await;
    assert_eq!(left.to().unwrap(), "/mon-parcours?fait=abandon");
    let record = s.browser.get("/mon-parcours").await.body;
    assert!(record.contains("Reprendre où j'en étais") && record.contains("1 page sur 3"));
    s.enrol().await;
    assert!(s.browser.get("/cours/droit-auteur/exception").await.body.contains("Page terminée"));
    let undone = s.browser.post("/cours/droit-auteur/exception", &[("act", "page.unread")]).await;
    assert_eq!(undone.to().unwrap(), "/cours/droit-auteur/exception?fait=page-a-relire#fin");
    assert!(s.browser.get("/cours/droit-auteur/exception").await.body.contains("J'ai lu, je continue"));
}

async fn trainers_notes_are_for_trainers(t: Platform) {
    let mut s = scene(t).await;
    let page = "/cours/droit-auteur/exception";
    assert!(!s.browser.get(page).await.body.contains("Faire débattre"));
    let print = s.browser.get("/cours/droit-auteur/imprimer").await;
    assert_eq!(print.status, StatusCode::OK);
    assert!(print.body.contains("Énoncé de q-single") && !print.body.contains("Énoncé de e-1"));
    assert_no_secret(&s.course, &print.body, "the printed course");
    let trainer = account(&s.t, "Anne", "anne@ac-exemple.fr").await;
    let mut tx = s.t.db.begin().await.unwrap();
    grant(&mut tx, trainer, Role::CentreTrainer, None, "", s.t.now()).await.unwrap();
    tx.commit().await.unwrap();
    let mut anne = Browser::new(&s.t).await;
    anne.log_in("anne@ac-exemple.fr", PASSWORD).await;
    assert!(anne.get(page).await.body.contains("Faire débattre"));
    let print = anne.get("/cours/droit-auteur/imprimer").await.body;
    assert!(print.contains("Corrigé") && print.contains("Explication de e-1"));
}

async fn a_later_version_is_offered_and_taken(t: Platform) {
    let mut s = scene(t).await.enrolled().await;
    s.browser.post("/cours/droit-auteur/exception", &[("act", "page.read")]).await;
    let next = sample::at("droit-auteur", "2.0.0");
    sample::publish_as(&s.t.db, &next, preau::course::publish::ChangeClass::Major, s.t.now()).await;
    s.t.clock.advance(DAY);
    assert!(s.browser.get(PAGE).await.body.contains("Passer à la version 2.0.0"));
    let taken = s.browser.post("/cours/droit-auteur/version", &[]).await;
    assert!(taken.to().unwrap().ends_with("?fait=nouvelle-version"), "{}", taken.body);
    let page = s.browser.get("/cours/droit-auteur/exception").await.body;
    assert!(page.contains("Page terminée") && !page.contains("Passer à la version"));
}

/// Every page of every course that ships, as a learner opens it for the first time.
#[test]
fn the_courses_that_ship_keep_their_secrets() {
    preau::testing::run(preau::db::Engine::Sqlite, async |t: Platform| {
        let config = Config::for_tests(t.folder()).unwrap();
        let app = preau_server::build_on(config, t.db.clone(), t.clock.clone()).await.unwrap();
        courses::take_in(&t.db, &t.clock, &app.shelf).await.unwrap();
        account(&t, "Sophie", SOPHIE).await;
        let mut browser = Browser::new(&t).await;
        browser.log_in(SOPHIE, PASSWORD).await;
        let cards = app.site.courses.cards(&t.db, None, t.now()).await.unwrap();
        assert!(!cards.is_empty());
        let mut looked_for = 0;
        for card in cards.iter() {
            let live = app.site.courses.current(&t.db, None, &card.slug, t.now()).await.unwrap().unwrap();
            browser.post(&format!("/cours/{}/inscription", card.slug), &[]).await;
            let keys = live.course.pages.iter().chain(&live.course.extras).map(|page| page.key.as_str());
            for key in keys.chain(["imprimer"]) {
                let answer = browser.get(&format!("/cours/{}/{key}", card.slug)).await;
                assert_eq!(answer.status, StatusCode::OK, "{}/{key}", card.slug);
                for question in live.course.pages.iter().flat_map(Page::questions) {
                    // Words that the lesson itself says are no secret.
                    let secret = secrets(question)
                        .into_iter()
                        .filter(|html| html.len() > 24 && !is_public(&live.course, html));
                    for secret in secret {
                        looked_for += 1;
                        assert!(
                            !answer.body.contains(&secret),
                            "{}/{key} tells of {}: {secret}",
                            card.slug,
                            question.id
                        );
                    }
                }
            }
        }
        assert!(looked_for > 1_000, "{looked_for}");
    });
}

fn is_public(course: &PublishedCourse, html: &str) -> bool {
    course.pages.iter().chain(&course.extras).flat_map(|page| &page.blocks).any(|block| match block {
        Block::Html { html: shown } => shown.contains(html),
        Block::Question(question) => question.statement_html.contains(html),
        Block::Survey(_)
        | Block::Checklist(_)
        | Block::Task(_)
        | Block::Language { .. }
        | Block::Trainer { .. } => false,
    })
}
