//! N: identifiers and versions that were published.

use super::Example::{File, Told};
use super::{Code, Explanation, rule};

pub(super) const ALL: &[Explanation] = &[
    rule(
        Code::N01,
        "Retirer une page ou une activité publiée change ce qui est demandé : c'est une version majeure.",
        Told("1.2.0 → 1.3.0 en retirant la page « licences »"),
        Told("1.2.0 → 2.0.0 en retirant la page « licences »"),
    ),
    rule(
        Code::N02,
        "Un identifiant retiré n'est jamais réutilisé : d'anciennes réponses seraient lues comme de nouvelles.",
        File("ids.lock", "- page#ancien\n"),
        File("ids.lock", "page#ancien\n"),
    ),
    rule(
        Code::N03,
        "Le numéro de version monte au moins autant que le changement est important.",
        Told("une question notée ajoutée, de 1.2.0 à 1.2.1"),
        Told("une question notée ajoutée, de 1.2.0 à 2.0.0"),
    ),
];
