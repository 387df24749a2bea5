//! What a letter in PDF must hold, whatever people typed into it.

use preau_pdf::{Created, Language, LetterDocument, LetterSection, letter};

fn ordinary() -> LetterDocument {
    LetterDocument {
        language: Language::French,
        title: "Lettre de mission du référent pour les usages pédagogiques numériques".into(),
        version: "Version 1 du 24 novembre 2026".into(),
        bodies: vec![
            "Académie de Rennes".into(),
            "Bassin Brocéliande".into(),
            "Collège des Œillets (9990001X)".into(),
        ],
        addressee: "Hélène Lefèvre-Œuvrard".into(),
        intro: "Pour l'année scolaire 2026-2027, vous êtes chargée des missions suivantes.".into(),
        sections: vec![
            LetterSection {
                heading: "Missions".into(),
                items: vec!["1a – Diffuser l'information".into(), "1c – Accompagner".into()],
                ..LetterSection::default()
            },
            LetterSection {
                heading: "Précisions".into(),
                paragraphs: vec!["Une heure par semaine : le jeudi.".into()],
                ..LetterSection::default()
            },
        ],
        signatures: vec![
            ("Pour l'établissement, Claire Martin".into(), "Proposée le 24 novembre 2026".into()),
            ("Le référent, Hélène Lefèvre-Œuvrard".into(), "Acceptée le 25 novembre 2026".into()),
        ],
        standing: None,
        page: "Page {page} sur {pages}".into(),
        created: Created { year: 2026, month: 11, day: 24, hour: 9, minute: 0 },
        identity: "preau letter 1 1".into(),
    }
}

fn holds(pdf: &[u8], words: &str) -> bool {
    pdf.windows(words.len()).any(|window| window == words.as_bytes())
}

fn pages(pdf: &[u8]) -> usize {
    let page = b"/Type/Page";
    pdf.windows(page.len() + 1).filter(|w| w.starts_with(page) && !w.ends_with(b"s")).count()
}

fn made(name: &str, document: &LetterDocument) -> Vec<u8> {
    let pdf = letter(document).expect("the letter is made");
    if let Ok(folder) = std::env::var("PREAU_PDF_OUT") {
        std::fs::write(format!("{folder}/{name}.pdf"), &pdf).expect("the folder can be written");
    }
    pdf
}

#[test]
fn a_letter_is_one_tagged_page_and_always_the_same() {
    let pdf = made("letter", &ordinary());
    assert!(pdf.starts_with(b"%PDF-1.7"));
    for mark in ["/MarkInfo", "/StructTreeRoot", "/Lang", "pdfuaid", "<dc:title>", "fr-FR"] {
        assert!(holds(&pdf, mark), "{mark} is missing");
    }
    assert_eq!(pages(&pdf), 1);
    assert_eq!(pdf, letter(&ordinary()).unwrap());
}

#[test]
fn a_long_and_hostile_letter_runs_over_several_pages() {
    let hostile = "#import \"@preview/x:1.0.0\" #panic() \\u{41} *_$<>$ `raw` // [x] @ref = T #(1+1) \\";
    let mut document = ordinary();
    document.standing = Some("Cette version n'a pas encore été acceptée.".into());
    document.addressee = "x".repeat(300);
    document.sections = (0..30)
        .map(|number| LetterSection {
            heading: format!("{number} {hostile}"),
            paragraphs: vec![hostile.repeat(5)],
            items: vec![hostile.into(), String::new()],
        })
        .collect();
    assert!(pages(&made("letter-long", &document)) > 3);
    document.sections.clear();
    document.signatures.clear();
    document.bodies.clear();
    assert_eq!(pages(&made("letter-empty", &document)), 1);
}
