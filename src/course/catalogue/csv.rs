//! The catalogue as a table for spreadsheets: `;` between cells, a mark at the front so that accents are read.

use super::{Card, level_code};

const HEAD: [&str; 14] = [
    "Identifiant",
    "Titre",
    "Résumé",
    "Version",
    "Publié le",
    "Niveau",
    "Durée (min)",
    "Disciplines",
    "Publics",
    "Compétences",
    "Mots-clés",
    "Auteurs",
    "Langue",
    "Licence",
];

/// The rows of some cards, in their order, with a row of headings. Dates are those of `zone`.
pub fn to_csv<'c>(cards: impl IntoIterator<Item = &'c Card>, zone: &str) -> String {
    let mut csv = String::from("\u{feff}");
    row(&mut csv, HEAD);
    for card in cards {
        let list = |values: &[String]| values.join(", ");
        let cells = [
            card.slug.clone(),
            card.title.clone(),
            card.summary.clone(),
            card.version.clone(),
            card.published_at.date_in(zone).to_string(),
            level_code(card.level).to_owned(),
            card.minutes.to_string(),
            list(&card.disciplines),
            list(&card.audience),
            list(&card.competences),
            list(&card.keywords),
            list(&card.authors),
            card.language.clone(),
            card.licence.clone(),
        ];
        row(&mut csv, cells.iter().map(String::as_str));
    }
    csv
}

fn row<'c>(csv: &mut String, cells: impl IntoIterator<Item = &'c str>) {
    for (place, cell) in cells.into_iter().enumerate() {
        if place > 0 {
            csv.push(';');
        }
        // A spreadsheet runs a cell that begins like a formula: an apostrophe makes it text.
        let formula = cell.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r', '|', '%']);
        let cell = if formula || cell.starts_with(['\t', '\r', '\n']) {
            format!("'{cell}")
        } else {
            cell.to_owned()
        };
        if cell.contains([';', '"', '\n', '\r']) {
            csv.push('"');
            csv.push_str(&cell.replace('"', "\"\""));
            csv.push('"');
        } else {
            csv.push_str(&cell);
        }
    }
    csv.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;
    use crate::course::sample;

    #[test]
    fn a_row_per_card_that_a_spreadsheet_reads() {
        // Half past midnight in Paris: the date is that of the zone.
        let mut card =
            Card::of(&sample::course("droit-auteur"), Clock::standing_at("2026-11-23T23:30:00Z").now());
        card.summary = "Citer ; « \"partager\" »".to_owned();
        let csv = to_csv([&card], "Europe/Paris");
        let mut lines = csv.split("\r\n");
        assert!(lines.next().unwrap().starts_with("\u{feff}Identifiant;Titre;Résumé;"));
        assert_eq!(
            lines.next().unwrap(),
            "droit-auteur;Droit d’auteur et exception pédagogique;\"Citer ; « \"\"partager\"\" »\";1.0.0;2026-11-24;\
             debutant;45;toutes;college, lycee;1.4, 2.1;licence, image, citation;Camille Martin;fr;CC-BY-SA-4.0"
        );
        assert_eq!(lines.next(), Some(""));
    }

    #[test]
    fn formulas_are_text() {
        let mut card =
            Card::of(&sample::course("droit-auteur"), Clock::standing_at("2026-11-23T22:30:00Z").now());
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1"] {
            card.title = formula.to_owned();
            let csv = to_csv([&card], "Europe/Paris");
            assert!(csv.contains(&format!(";'{formula};")), "{csv}");
        }
    }
}
