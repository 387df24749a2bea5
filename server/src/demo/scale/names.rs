//! Names and words that are drawn: homonyms come by themselves, and the shapes that break programs are among them.

use rand::Rng as _;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom as _;

const GIVEN: [&str; 44] = [
    "Marie",
    "Jean",
    "Nathalie",
    "Philippe",
    "Isabelle",
    "Michel",
    "Sylvie",
    "Alain",
    "Catherine",
    "Patrick",
    "Céline",
    "Nicolas",
    "Sandrine",
    "Christophe",
    "Aurélie",
    "Julien",
    "Émilie",
    "Sébastien",
    "Élodie",
    "Loïc",
    "Chloé",
    "Mathéo",
    "Jean-Pierre",
    "Marie-Hélène",
    "Anne-Lise",
    "Fatima",
    "Mehdi",
    "Yasmina",
    "Karim",
    "Awa",
    "Ibrahima",
    "Linh",
    "Minh",
    "Inès",
    "Hugo",
    "Léa",
    "Noémie",
    "Maël",
    "Gwenaëlle",
    "Erwan",
    "François-Xavier",
    "Zoé",
    "Cœlia",
    "Ÿann",
];

/// Particles, hyphens, apostrophes, ligatures, a long one and a very short one.
const USUAL: [&str; 56] = [
    "Martin",
    "Bernard",
    "Thomas",
    "Petit",
    "Robert",
    "Richard",
    "Durand",
    "Dubois",
    "Moreau",
    "Laurent",
    "Simon",
    "Michel",
    "Lefebvre",
    "Leroy",
    "Roux",
    "David",
    "Bertrand",
    "Morel",
    "Fournier",
    "Girard",
    "Bonnet",
    "Dupont",
    "Lambert",
    "Fontaine",
    "Rousseau",
    "Vincent",
    "Muller",
    "Lefèvre",
    "Faure",
    "André",
    "Mercier",
    "Blanc",
    "Guérin",
    "Boyer",
    "Garnier",
    "Chevalier",
    "François",
    "Legrand",
    "Gauthier",
    "Garcia",
    "Perrin",
    "Robin",
    "Clément",
    "Morin",
    "Nicolas",
    "Henry",
    "de La Tour",
    "d'Aubigné",
    "Le Goff",
    "Du Plessis-Bellière",
    "Lœwenbruck",
    "N'Diaye",
    "Ould Ahmed",
    "Saint-Exupère",
    "Haï",
    "Ô",
];

/// Discipline and its share of the staff per thousand (domain.md §8.4).
const DISCIPLINES: [(&str, u32); 20] = [
    ("lettres-modernes", 140),
    ("mathematiques", 130),
    ("anglais", 110),
    ("histoire-geographie", 80),
    ("eps", 80),
    ("physique-chimie", 70),
    ("svt", 60),
    ("espagnol", 50),
    ("economie-gestion", 50),
    ("technologie", 40),
    ("arts-plastiques", 20),
    ("education-musicale", 20),
    ("documentation", 30),
    ("allemand", 20),
    ("philosophie", 15),
    ("ses", 10),
    ("nsi", 15),
    ("sii", 20),
    ("lettres-langues-lp", 20),
    ("maths-sciences-lp", 20),
];

pub(super) const THEMES: [&str; 16] = [
    "classroom-tools",
    "resources",
    "licences",
    "personal-data",
    "media-literacy",
    "generative-ai",
    "assessment",
    "accessibility",
    "differentiation",
    "collaboration",
    "audio-video",
    "programming",
    "simulation",
    "hybrid",
    "digital-skills",
    "wellbeing",
];

const TITLES: [&str; 8] = [
    "Évaluer souvent et corriger vite",
    "Œuvres numérisées\u{202f}: chercher, citer, projeter",
    "Premiers pas en programmation",
    "Comprendre l'intelligence artificielle",
    "Des supports accessibles à tous",
    "Protéger les données des élèves",
    "Créer une capsule vidéo",
    "Travailler à plusieurs sur un document",
];

const TREES: [&str; 24] = [
    "Tilleuls",
    "Érables",
    "Charmes",
    "Platanes",
    "Saules",
    "Aulnes",
    "Frênes",
    "Chênes",
    "Cèdres",
    "Noyers",
    "Pins",
    "Peupliers",
    "Bouleaux",
    "Hêtres",
    "Sureaux",
    "Amandiers",
    "Figuiers",
    "Oliviers",
    "Mûriers",
    "Cerisiers",
    "Pommiers",
    "Houx",
    "Genêts",
    "Cœurs-de-Marie",
];

/// A given and a usual name; one person in five hundred has a single word for a name.
pub(super) fn person(rng: &mut StdRng) -> (&'static str, &'static str) {
    let usual = USUAL.choose(rng).copied().unwrap_or("Martin");
    let given = if rng.random_ratio(1, 500) { "" } else { GIVEN.choose(rng).copied().unwrap_or("Marie") };
    (given, usual)
}

pub(super) fn discipline(rng: &mut StdRng) -> &'static str {
    let whole = DISCIPLINES.iter().map(|(_, share)| share).sum();
    let mut drawn = rng.random_range(0..whole);
    for (code, share) in DISCIPLINES {
        if drawn < share {
            return code;
        }
        drawn -= share;
    }
    "mathematiques"
}

/// What a teacher asks for.
pub(super) fn theme(rng: &mut StdRng) -> &'static str {
    // Three themes are asked for more than the others.
    let first = if rng.random_bool(0.4) { &THEMES[4..7] } else { &THEMES[..] };
    first.choose(rng).copied().unwrap_or("assessment")
}

pub(super) fn title(rng: &mut StdRng) -> &'static str {
    TITLES.choose(rng).copied().unwrap_or("Premiers pas en programmation")
}

/// The word after « Collège des ».
pub(super) fn tree(number: usize) -> &'static str {
    TREES[number % TREES.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use preau::people::disciplines;

    #[test]
    fn what_is_drawn_is_known_to_the_platform() {
        for (code, _) in DISCIPLINES {
            assert!(disciplines::or_transversal(code), "{code}");
        }
    }
}
