//! The rules by their code: one letter for the family, two digits, never used again for another rule.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::diagnostic::Severity;

macro_rules! codes {
    ($($code:ident $severity:ident $title:literal,)*) => {
        /// A rule of the course format (course format, section 4.10).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Code {
            $(#[doc = $title] $code,)*
        }

        impl Code {
            /// Every rule, in the order of the documentation.
            pub const ALL: &'static [Code] = &[$(Code::$code,)*];

            /// The code as it is written.
            pub fn name(self) -> &'static str {
                match self { $(Self::$code => stringify!($code),)* }
            }

            /// Whether breaking this rule refuses publication.
            pub fn severity(self) -> Severity {
                match self { $(Self::$code => Severity::$severity,)* }
            }

            /// What is wrong, in a few French words.
            pub fn title(self) -> &'static str {
                match self { $(Self::$code => $title,)* }
            }
        }
    };
}

codes! {
    F01 Error "en-tête TOML absent",
    F02 Error "en-tête TOML jamais fermé",
    F03 Error "en-tête TOML illisible",
    F04 Error "clé inconnue",
    F05 Error "valeur d'un mauvais type ou hors limites",
    F06 Error "clé obligatoire absente",
    F07 Error "clés qui ne vont pas ensemble",
    F08 Error "compétence ou discipline inconnue",
    F09 Error "prérequis absent ou en boucle",
    F10 Error "format, version ou licence non reconnus",
    F11 Error "page annoncée mais absente",
    F12 Error "page présente mais absente du sommaire",
    F13 Error "page annoncée deux fois",
    F14 Warning "relecture absente ou à refaire",
    F15 Error "nom de page réservé",
    T01 Error "un titre de niveau 1, et un seul, en tête de page",
    T02 Error "saut de niveau de titre",
    T03 Error "titre de niveau 5 ou 6",
    T04 Error "ancre utilisée deux fois",
    C01 Error "conteneur jamais fermé",
    C02 Error "« ::: » qui ne ferme rien",
    C03 Error "« ::: » pris dans un bloc HTML ou une définition de lien",
    C04 Error "conteneur inconnu",
    C05 Error "titre obligatoire absent",
    C06 Error "conteneur au mauvais endroit",
    C07 Error "contenu du conteneur inattendu",
    C08 Error "bloc de code ou commentaire jamais fermé",
    S01 Warning "ligne vide absente autour de « ::: »",
    S02 Warning "« ::: » en retrait",
    S03 Warning "marque d'ordre des octets, fins de ligne ou espaces finales",
    A01 Error "caractère inattendu dans les attributs",
    A02 Error "identifiant invalide",
    A03 Error "guillemet jamais fermé",
    A04 Error "attribut inconnu",
    A05 Error "identifiant déjà utilisé dans la page",
    A06 Error "valeur d'attribut refusée",
    A07 Error "attribut écrit deux fois",
    A08 Error "attribut obligatoire absent",
    Q01 Error "activité sans identifiant",
    Q02 Error "question sans énoncé",
    Q03 Error "réponse sans case à cocher",
    Q04 Error "question sans réponses",
    Q05 Error "réponse qui n'est pas un seul morceau de code",
    Q06 Error "réponse qui n'est pas un nombre",
    Q07 Error "aucune bonne réponse cochée",
    Q08 Error "deux blocs de réponses",
    Q09 Error "deux explications, ou deux retours du même sens",
    Q10 Error "texte après les réponses",
    Q11 Error "plusieurs réponses cochées pour un choix unique",
    Q12 Error "association mal formée",
    Q13 Error "classement trop court",
    Q14 Warning "question ouverte sans corrigé",
    Q15 Error "type de question inconnu ou réservé",
    Q16 Warning "toutes les options sont justes",
    Q17 Warning "réponse en double, ou barème sans effet",
    K01 Warning "encadré inconnu",
    K02 Error "encadré de structure au mauvais endroit",
    H01 Error "bloc HTML",
    H02 Error "balise ou attribut HTML refusé",
    H03 Error "balise HTML mal équilibrée",
    U01 Error "adresse d'un schéma refusé",
    U02 Error "fichier absent",
    U03 Error "ancre absente",
    U04 Error "chemin hors des cours",
    U05 Error "adresse piégée",
    U06 Error "site non autorisé",
    U07 Warning "adresse http non chiffrée",
    U08 Error "texte de lien qui ne dit rien",
    I01 Error "image sans texte de remplacement",
    I02 Error "image distante",
    I03 Error "format d'image non accepté",
    I04 Error "image trop lourde ou trop grande",
    V01 Error "vidéo ou son sans transcription ou sous-titres",
    V02 Warning "média local trop lourd",
    D01 Error "document à télécharger sous une seule forme, non accessible",
    M01 Error "formule non comprise",
    M02 Error "barre verticale dans une formule d'un tableau",
    G01 Error "entrée de glossaire absente",
    G02 Error "entrée de glossaire définie deux fois",
    N01 Error "identifiant publié retiré sans version majeure",
    N02 Error "identifiant archivé réutilisé",
    N03 Error "numéro de version insuffisant",
    L01 Error "imbrication trop profonde",
    L02 Error "page trop lourde",
    L03 Error "trop de questions",
    L04 Error "trop de blocs, d'images ou de pages",
    L05 Error "texte qui n'est pas de l'UTF-8",
    L06 Error "page que le moteur n'a pas su lire",
    L07 Error "formule ou titre trop long",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

mod activities;
mod headers;
mod links;
mod published_ids;
mod structure;

/// A rule with its reason and two examples: a page of the documentation, and a test.
#[derive(Debug, Clone, Copy)]
pub struct Explanation {
    pub code: Code,
    /// Why the rule exists and how to follow it.
    pub why: &'static str,
    pub wrong: Example,
    pub right: Example,
}

/// A piece of a course that shows a rule.
#[derive(Debug, Clone, Copy)]
pub enum Example {
    /// Text of a page, under its title.
    Body(&'static str),
    /// Lines of the front matter of a page.
    Head(&'static str),
    /// A whole page.
    Page(&'static str),
    /// Lines of `course.toml`.
    Course(&'static str),
    /// Text of the glossary.
    Glossary(&'static str),
    /// A file beside the page: its path and its text.
    File(&'static str, &'static str),
    /// Something that has no short text: a sentence that tells it.
    Told(&'static str),
}

impl Code {
    /// Why the rule exists, with a wrong and a right example.
    pub fn explanation(self) -> Option<&'static Explanation> {
        explanations().find(|explanation| explanation.code == self)
    }
}

/// Every explanation, family by family.
pub fn explanations() -> impl Iterator<Item = &'static Explanation> {
    [headers::ALL, structure::ALL, activities::ALL, links::ALL, published_ids::ALL].into_iter().flatten()
}

const fn rule(code: Code, why: &'static str, wrong: Example, right: Example) -> Explanation {
    Explanation { code, why, wrong, right }
}
