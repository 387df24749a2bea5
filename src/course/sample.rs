//! A small but complete course for the tests of every room: each kind of page and of activity once.
//!
//! The values are what the engine would give for a real folder; nothing here is served to anybody.

use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::publish::{ChangeClass, Published};
use super::published::{
    Answers, Author, Block, Checklist, ChecklistItem, Choice, CompletionRule, CourseFile, Criteria,
    FeedbackTime, Heading, Level, Meta, NumberAnswer, Page, PageKind, PageRule, PagesRule, ProductionsRule,
    PublishedCourse, Question, Review, Section, Submission, Survey, SurveyKind, Task, TaskReview, TextAnswer,
};
use super::store::Blob;
use crate::access::policy::by_operator;
use crate::clock::Timestamp;
use crate::db::Db;

/// Content of the only file of a sample course, `media/licences.svg`.
pub const FILE: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"><circle cx=\"4\" cy=\"4\" r=\"3\"/></svg>";

/// Version 1.0.0 of a course.
///
/// Pages: `reperes` (lesson, activities: questions `q-single`, `q-multiple`, `q-text`, `q-number`, `q-matching`,
/// `q-ordering`, `q-open`, checklist `c-before`, survey `s-ease`, task `t-sheet`), `exception` (lesson, to be read),
/// `evaluation` (assessment of four questions `e-1`…`e-4`, pass mark 70 %), `ressources` (never required).
pub fn course(slug: &str) -> PublishedCourse {
    at(slug, "1.0.0")
}

/// The same course under another version number, hence with another checksum.
pub fn at(slug: &str, version: &str) -> PublishedCourse {
    PublishedCourse {
        slug: slug.to_owned(),
        version: version.to_owned(),
        checksum: sha256(format!("{slug} {version}").as_bytes()),
        meta: meta(slug),
        readme_html: "<p>Ce que vous pouvez montrer, copier et publier.</p>".to_owned(),
        changelog_html: format!("<h2>{version}</h2><p>Publication.</p>"),
        sections: vec![
            Section { title: "Comprendre".to_owned(), pages: names(&["reperes", "exception"]) },
            Section { title: "Vérifier".to_owned(), pages: names(&["evaluation", "ressources"]) },
        ],
        pages: vec![first_lesson(), second_lesson(), assessment(), resource()],
        extras: Vec::new(),
        files: vec![CourseFile {
            path: "media/licences.svg".to_owned(),
            bytes: FILE.len() as u64,
            sha256: sha256(FILE),
            media_type: "image/svg+xml".to_owned(),
        }],
    }
}

/// The bytes of the files of a sample course.
pub fn files() -> Vec<Blob> {
    vec![Blob { sha256: sha256(FILE), media_type: "image/svg+xml".to_owned(), bytes: FILE.to_vec() }]
}

/// Publishes the first version of a course made from a sample; gives the id of its version.
pub async fn publish(db: &Db, course: &PublishedCourse, now: Timestamp) -> Uuid {
    publish_as(db, course, ChangeClass::First, now).await
}

/// Publishes a further version, as a change of this class; gives the id of its version.
pub async fn publish_as(db: &Db, course: &PublishedCourse, class: ChangeClass, now: Timestamp) -> Uuid {
    let mut tx = db.begin().await.expect("a transaction");
    let published = super::publish::publish(&mut tx, by_operator(()), course, &files(), class, now)
        .await
        .expect("published");
    tx.commit().await.expect("a commit");
    match published {
        Published::New { version, .. }
        | Published::Unchanged { version }
        | Published::Restored { version } => version,
    }
}

fn meta(slug: &str) -> Meta {
    let title = match slug {
        "droit-auteur" => "Droit d’auteur et exception pédagogique".to_owned(),
        other => format!("Cours {}", other.replace('-', " ")),
    };
    Meta {
        title,
        summary: "Utiliser, citer et partager des œuvres en classe, sans risque.".to_owned(),
        language: "fr".to_owned(),
        licence: "CC-BY-SA-4.0".to_owned(),
        authors: vec![Author {
            name: "Camille Martin".to_owned(),
            role: Some("référente numérique".to_owned()),
            body: Some("DRANE".to_owned()),
        }],
        audience: names(&["college", "lycee"]),
        disciplines: names(&["toutes"]),
        level: Level::Beginner,
        competences: names(&["1.4", "2.1"]),
        objectives: names(&["Choisir une ressource réutilisable", "Citer une œuvre"]),
        prerequisites: Vec::new(),
        keywords: names(&["licence", "image", "citation"]),
        image: None,
        review: Some(Review { by: "juriste académique".to_owned(), on: "2026-09-15".to_owned() }),
        review_due: Some("2027-09-01".to_owned()),
        translation_of: None,
        completion: CompletionRule {
            pages: PagesRule::All,
            threshold: 70,
            productions: ProductionsRule::HandedIn,
            attestation: true,
        },
        minutes: 45,
    }
}

/// A lesson with nothing on it, to start from.
pub fn lesson(key: &str, title: &str, minutes: u16) -> Page {
    Page {
        key: key.to_owned(),
        title: title.to_owned(),
        title_html: title.to_owned(),
        kind: PageKind::Lesson,
        minutes,
        objectives: Vec::new(),
        competences: Vec::new(),
        prerequisites: Vec::new(),
        rule: PageRule::Read,
        threshold: 70,
        attempts: 0,
        draw: None,
        shuffle: false,
        feedback: FeedbackTime::Immediate,
        public: false,
        headings: Vec::new(),
        blocks: Vec::new(),
        text: String::new(),
        words: 0,
    }
}

fn first_lesson() -> Page {
    Page {
        objectives: names(&["Reconnaître une œuvre protégée"]),
        competences: names(&["2.1"]),
        rule: PageRule::Activities,
        public: true,
        headings: vec![Heading {
            level: 2,
            id: "proteger".to_owned(),
            text: "Ce qui est protégé".to_owned(),
        }],
        blocks: vec![
            html(
                "<h2 id=\"proteger\">Ce qui est protégé</h2><p>Toute œuvre originale appartient à ses auteurs.</p>",
            ),
            question(
                "q-single",
                Answers::Single { options: choices(&["50 ans", "70 ans", "100 ans"], &[1]) },
            ),
            Block::Question(Box::new(Question {
                points: 2,
                partial: true,
                ..plain(
                    "q-multiple",
                    Answers::Multiple { options: choices(&["Citer", "Vendre", "Analyser"], &[0, 2]) },
                )
            })),
            Block::Question(Box::new(Question { attempts: 2, ..plain("q-text", text_answers()) })),
            question("q-number", number_answers()),
            Block::Question(Box::new(Question {
                points: 3,
                partial: true,
                ..plain(
                    "q-matching",
                    Answers::Matching {
                        left_header: "Sigle".to_owned(),
                        right_header: "Sens".to_owned(),
                        left: names(&["BY", "SA", "NC"]),
                        right: names(&["Citer", "Partager de même", "Sans vendre"]),
                        distractors: names(&["Sans limite"]),
                    },
                )
            })),
            question("q-ordering", Answers::Ordering { items: names(&["Trouver", "Vérifier", "Citer"]) }),
            Block::Question(Box::new(Question { points: 0, ..plain("q-open", Answers::Open) })),
            Block::Checklist(Checklist {
                id: "c-before".to_owned(),
                title_html: Some("Avant de publier".to_owned()),
                intro_html: "<p>Cochez ce qui est fait.</p>".to_owned(),
                items: vec![
                    ChecklistItem { html: "Auteur nommé".to_owned(), children: names(&["Nom", "Date"]) },
                    ChecklistItem { html: "Licence lue".to_owned(), children: Vec::new() },
                ],
                required: true,
            }),
            Block::Survey(Survey {
                id: "s-ease".to_owned(),
                title_html: None,
                statement_html: "<p>Êtes-vous à l’aise avec ces règles ?</p>".to_owned(),
                kind: SurveyKind::Single,
                options: names(&["Oui", "Un peu", "Non"]),
                anonymous: true,
                required: true,
            }),
            Block::Task(Task {
                id: "t-sheet".to_owned(),
                title_html: Some("Une fiche en règle".to_owned()),
                instructions_html: "<p>Mettez une de vos fiches en règle.</p>".to_owned(),
                criteria: Criteria::List { items: names(&["Chaque image est citée"]) },
                accepts: vec![Submission::Text, Submission::File, Submission::Link],
                formats: names(&["odt", "pdf"]),
                max_megabytes: 10,
                review: TaskReview::Trainer,
                reviewers: 2,
                points: 0,
                required: true,
            }),
        ],
        text: "Ce qui est protégé. Toute œuvre originale appartient à ses auteurs.".to_owned(),
        words: 11,
        ..lesson("reperes", "Premiers repères", 20)
    }
}

fn second_lesson() -> Page {
    Page {
        headings: vec![Heading {
            level: 2,
            id: "eleves".to_owned(),
            text: "Les travaux des élèves".to_owned(),
        }],
        blocks: vec![
            html(
                "<p>Un extrait de manuel, une photographie de centrale électrique : l’électricité en images.</p>",
            ),
            Block::Trainer { html: "<p>Faire débattre en petits groupes.</p>".to_owned() },
            html("<h2 id=\"eleves\">Les travaux des élèves</h2><p>L’élève est auteur.</p>"),
        ],
        text: "Un extrait de manuel, une photographie de centrale électrique : l’électricité en images. \
               Les travaux des élèves. L’élève est auteur."
            .to_owned(),
        words: 20,
        ..lesson("exception", "L’exception pédagogique, concrètement", 10)
    }
}

fn assessment() -> Page {
    let blocks = ["e-1", "e-2", "e-3", "e-4"]
        .into_iter()
        .map(|id| question(id, Answers::Single { options: choices(&["Non", "Oui", "Parfois"], &[1]) }))
        .collect();
    Page {
        kind: PageKind::Assessment,
        rule: PageRule::Threshold,
        feedback: FeedbackTime::End,
        blocks,
        text: "Répondez aux quatre questions.".to_owned(),
        words: 4,
        ..lesson("evaluation", "Évaluation", 15)
    }
}

fn resource() -> Page {
    Page {
        kind: PageKind::Resource,
        blocks: vec![html("<p>Banques d’images libres.</p>")],
        text: "Banques d’images libres.".to_owned(),
        words: 4,
        ..lesson("ressources", "Pour aller plus loin", 5)
    }
}

/// A block of ready HTML.
pub fn html(html: &str) -> Block {
    Block::Html { html: html.to_owned() }
}

/// A question of one point, with hints, feedback and explanation.
pub fn question(id: &str, answers: Answers) -> Block {
    Block::Question(Box::new(plain(id, answers)))
}

fn plain(id: &str, answers: Answers) -> Question {
    Question {
        id: id.to_owned(),
        title_html: None,
        fingerprint: sha256(id.as_bytes()),
        points: 1,
        partial: false,
        shuffle: true,
        attempts: 0,
        competence: None,
        statement_html: format!("<p>Énoncé de {id}</p>"),
        answers,
        hints: vec![format!("<p>Premier indice de {id}</p>"), format!("<p>Second indice de {id}</p>")],
        right_html: Some(format!("<p>Retour juste de {id}</p>")),
        wrong_html: Some(format!("<p>Retour faux de {id}</p>")),
        explanation_html: Some(format!("<p>Explication de {id}</p>")),
    }
}

/// Options of a question, with the ranks of the right ones.
pub fn choices(options: &[&str], right: &[usize]) -> Vec<Choice> {
    let choice = |(rank, option): (usize, &&str)| Choice {
        html: (*option).to_owned(),
        right: right.contains(&rank),
        feedback_html: Some(format!("<p>Retour de « {option} »</p>")),
    };
    options.iter().enumerate().map(choice).collect()
}

fn text_answers() -> Answers {
    let answer = |text: &str, right: bool, feedback: Option<&str>| TextAnswer {
        text: text.to_owned(),
        right,
        feedback_html: feedback.map(str::to_owned),
    };
    Answers::Text {
        answers: vec![
            answer("Creative Commons", true, None),
            answer("CC", true, None),
            answer("copyright", false, Some("<p>C’est le contraire.</p>")),
        ],
        case_sensitive: false,
        accent_sensitive: false,
    }
}

fn number_answers() -> Answers {
    let answer = |low: &str, high: &str, shown: &str, right: bool| NumberAnswer {
        low: low.to_owned(),
        high: high.to_owned(),
        shown: shown.to_owned(),
        right,
        feedback_html: None,
    };
    Answers::Number {
        answers: vec![answer("12", "13", "12,5 ± 0,5", true), answer("125", "125", "125", false)],
        unit: Some("%".to_owned()),
    }
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}
