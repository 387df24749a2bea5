//! An attestation as a school would see it, for the tests of this crate.

use preau_pdf::{AttestationDocument, Created, Labels, Language};

/// The words of the French catalogue, which lives elsewhere.
pub(crate) fn french_labels() -> Labels {
    Labels {
        number: "N°".into(),
        issued_to: "est délivrée à".into(),
        for_course: "pour avoir suivi la formation".into(),
        hours: "Durée".into(),
        completed_on: "Terminée le".into(),
        period: "Période".into(),
        objectives: "Objectifs de la formation".into(),
        competences: "Compétences travaillées".into(),
        issued_by: "Délivrée par".into(),
        verify: "Vérifier cette attestation".into(),
        verify_sentence: "Scannez le code ou tapez l’adresse : la page dit ce qui a été attesté, \
                          par qui, et si l’attestation est toujours valable."
            .into(),
        code: "Code de vérification".into(),
        qr_alternative: "Code QR qui ouvre la page de vérification de cette attestation".into(),
        page: "Page {page} sur {pages}".into(),
    }
}

/// An ordinary attestation.
pub(crate) fn ordinary() -> AttestationDocument {
    AttestationDocument {
        language: Language::French,
        number: "2026-000 417".into(),
        title_line: "Attestation de suivi".into(),
        holder: "Hélène Lefèvre-Œuvrard".into(),
        course_title: "Rust pour enseigner : des premiers programmes à la NSI".into(),
        course_version: "Version 3 du 12 mars 2026".into(),
        completed_on: "8 octobre 2026".into(),
        period: Some("du 14 septembre au 8 octobre 2026".into()),
        hours_text: "6 h 30".into(),
        hours_detail: Some("dont 2 h 30 à distance".into()),
        objectives: vec![
            "Écrire, compiler et lire un premier programme en Rust".into(),
            "Expliquer à des élèves la propriété et l’emprunt, sans jargon".into(),
            "Choisir une activité de classe adaptée à la seconde, à la NSI ou au BTS".into(),
        ],
        competences: vec![
            "P3 – Construire, mettre en œuvre et animer des situations d’enseignement".into(),
            "CC9 – Intégrer les éléments de la culture numérique nécessaires à l’exercice de son métier"
                .into(),
        ],
        issuer_name: "Académie de Lille".into(),
        issuer_detail: vec![
            "École académique de la formation continue".into(),
            "Mme Claire Dumont, directrice".into(),
        ],
        code: "K7QF-29MD-X4TB".into(),
        verify_url: "https://preau.ac-lille.fr/verifier/K7QF29MDX4TB".into(),
        qr: squares(29),
        revoked: None,
        created: Created { year: 2026, month: 10, day: 8, hour: 15, minute: 42 },
        labels: french_labels(),
    }
}

/// Modules that look like a code, the same each time.
fn squares(side: usize) -> Vec<Vec<bool>> {
    let corner = |row: usize, column: usize| {
        let ring = row.abs_diff(3).max(column.abs_diff(3));
        (row < 8 && column < 8).then_some(ring != 2 && ring < 4)
    };
    let module = |row: usize, column: usize| {
        let last = side - 1;
        corner(row, column)
            .or_else(|| corner(last - row, column))
            .or_else(|| corner(row, last - column))
            .unwrap_or((row * 7 + column * 13 + row * column * 5) % 11 < 5)
    };
    (0..side).map(|row| (0..side).map(|column| module(row, column)).collect()).collect()
}
