//! What an attestation in PDF must hold, whatever people typed into it.

mod sample;

use preau_pdf::{AttestationDocument, Language, PdfError, attestation};
use sample::ordinary;

fn holds(pdf: &[u8], words: &str) -> bool {
    pdf.windows(words.len()).any(|window| window == words.as_bytes())
}

fn pages(pdf: &[u8]) -> usize {
    let page = b"/Type/Page";
    pdf.windows(page.len() + 1).filter(|w| w.starts_with(page) && !w.ends_with(b"s")).count()
}

/// Keeps the file for whoever wants to look, when `PREAU_PDF_OUT` names a folder.
fn made(name: &str, document: &AttestationDocument) -> Vec<u8> {
    let pdf = attestation(document).expect("the attestation is made");
    if let Ok(folder) = std::env::var("PREAU_PDF_OUT") {
        std::fs::write(format!("{folder}/{name}.pdf"), &pdf).expect("the folder can be written");
    }
    pdf
}

#[test]
fn an_attestation_is_one_tagged_page() {
    let pdf = made("ordinary", &ordinary());
    assert!(pdf.starts_with(b"%PDF-1.7"));
    for mark in ["/MarkInfo", "/StructTreeRoot", "/Lang", "pdfuaid", "<dc:title>", "fr-FR"] {
        assert!(holds(&pdf, mark), "{mark} is missing");
    }
    assert!(holds(&pdf, "Attestation de suivi – Hélène Lefèvre-Œuvrard – Rust pour enseigner"));
    assert!(holds(&pdf, "2026-10-08"));
    assert_eq!(pages(&pdf), 1);
    assert!(pdf.len() < 80_000, "{} bytes", pdf.len());
}

#[test]
fn the_same_attestation_gives_the_same_bytes() {
    assert_eq!(attestation(&ordinary()).unwrap(), attestation(&ordinary()).unwrap());
    let other = AttestationDocument { number: "2026-000 418".into(), ..ordinary() };
    assert_ne!(attestation(&ordinary()).unwrap(), attestation(&other).unwrap());
}

#[test]
fn english_is_read_by_an_english_voice() {
    let english = AttestationDocument { language: Language::English, ..ordinary() };
    assert!(holds(&attestation(&english).unwrap(), "en-GB"));
}

#[test]
fn what_people_type_is_never_markup() {
    let hostile = "#import \"@preview/x:1.0.0\" #panic() \\u{41} *_$<>$ `raw` // [x] @ref = T #(1+1) \\";
    let mut document = ordinary();
    document.holder = hostile.into();
    document.course_title = hostile.into();
    document.course_version = hostile.into();
    document.issuer_name = hostile.into();
    document.issuer_detail = vec![hostile.into()];
    document.objectives = vec![hostile.into(), "- a\n+ b\n= c".into(), "</script>&amp;".into()];
    document.code = hostile.into();
    document.verify_url = hostile.into();
    document.revoked = Some(hostile.into());
    document.labels.page = hostile.into();
    let pdf = made("hostile", &document);
    assert!(holds(&pdf, "#panic() \\u{41} *_$&lt;&gt;$ `raw` // [x] @ref = T #(1+1) \\"));
}

#[test]
fn no_name_is_too_long_or_too_strange() {
    let names = [
        "x".repeat(500),
        "Marie-Françoise de la Tour du Pin ".repeat(15),
        "👩‍🏫🏴󠁧󠁢󠁥󠁮󠁧󠁿🇫🇷 Zoé 🎉".into(),
        "محمد בן־דוד \u{202e}eélsU\u{202c} 山田太郎".into(),
        "Z\u{300}\u{301}\u{302}\u{303}a\u{327}\u{301}l\u{338}go \u{301}\u{fffd}\u{301} \u{2011}\u{301}"
            .into(),
        "Ĥŭgo Łukasz Şahin Αθηνά Нина Nguyễn Thị".into(),
        "\0\u{1}\u{7f}\u{85}\u{2028}\u{2029}\u{feff}\u{fff9}\u{e000}\u{10ffff}".into(),
        String::new(),
    ];
    for (place, name) in names.into_iter().enumerate() {
        let document = AttestationDocument {
            holder: name.clone(),
            course_title: name.clone(),
            completed_on: name.clone(),
            hours_text: name.clone(),
            issuer_name: name.clone(),
            code: name.clone(),
            objectives: vec![name.clone(); 2],
            verify_url: format!("https://exemple.fr/{name}"),
            ..ordinary()
        };
        made(&format!("strange-{place}"), &document);
    }
}

#[test]
fn many_objectives_flow_to_a_second_page() {
    let mut document = ordinary();
    document.objectives = (1..=34).map(|n| format!("Objectif {n} : savoir faire, puis savoir l’expliquer à une classe entière qui découvre le langage")).collect();
    assert_eq!(pages(&made("long", &document)), 2);
}

#[test]
fn a_watermark_between_two_pages_is_not_an_item_of_the_list() {
    for count in [5, 9, 40] {
        let document = AttestationDocument {
            objectives: vec!["Savoir".into(); count],
            competences: vec!["Mot après mot ".repeat(20); 6],
            revoked: Some("Révoquée".into()),
            ..ordinary()
        };
        assert!(pages(&attestation(&document).unwrap()) > 1);
    }
}

#[test]
fn a_little_attestation_and_a_revoked_one_are_made_too() {
    let mut document = ordinary();
    document.objectives.clear();
    document.competences.clear();
    document.period = None;
    document.hours_detail = None;
    document.course_version.clear();
    document.issuer_detail.clear();
    assert_eq!(pages(&made("little", &document)), 1);
    document = ordinary();
    document.revoked = Some("Attestation révoquée le 3 novembre 2026".into());
    assert_eq!(pages(&made("revoked", &document)), 1);
}

#[test]
fn a_date_that_does_not_exist_or_a_torn_code_is_refused() {
    let mut document = ordinary();
    document.created.day = 31;
    document.created.month = 2;
    assert!(matches!(attestation(&document), Err(PdfError::Date)));
    document = ordinary();
    document.qr[3].pop();
    assert!(matches!(attestation(&document), Err(PdfError::Code)));
    document.qr.clear();
    assert!(matches!(attestation(&document), Err(PdfError::Code)));
}
