//! U: links. I: images. V: sounds and films. D: downloads. M: formulas. G: glossary.

use super::Example::{Body, Glossary, Told};
use super::{Code, Explanation, rule};

pub(super) const ALL: &[Explanation] = &[
    rule(
        Code::U01,
        "Un lien mène à une page (https:), à une adresse (mailto:) ou à un téléphone (tel:), et à rien d'autre.",
        Body("[Ouvrir la fiche](javascript:ouvrir)"),
        Body("[Ouvrir la fiche](https://eduscol.education.fr)"),
    ),
    rule(
        Code::U02,
        "Le fichier lié est dans le cours.",
        Body("[Les licences](licence.md)"),
        Body("[Les licences](licences.md)"),
    ),
    rule(
        Code::U03,
        "L'ancre est celle d'un titre ou d'une activité de la page d'arrivée.",
        Body("[Les licences](licences.md#ccby)"),
        Body("[Les licences](licences.md#cc-by)"),
    ),
    rule(
        Code::U04,
        "Un chemin part de la page et reste dans les cours.",
        Body("[La fiche](../../../fiche.md)"),
        Body("[Les licences](licences.md)"),
    ),
    rule(
        Code::U05,
        "Une adresse sans schéma, avec un identifiant ou des caractères invisibles, peut tromper le lecteur.",
        Body("[Le site](//exemple.fr/page)"),
        Body("[Le site](https://exemple.fr/page)"),
    ),
    rule(
        Code::U06,
        "Seuls les sites choisis par l'administrateur s'affichent dans une page : les autres suivraient les lecteurs.",
        Body("::: integration\n\n[Une figure](https://exemple.fr/figure)\n\nUn disque.\n\n:::"),
        Body("::: integration\n\n[Une figure](https://www.geogebra.org/m/abcd1234)\n\nUn disque.\n\n:::"),
    ),
    rule(
        Code::U07,
        "En http:, l'adresse lue et le contenu circulent en clair.",
        Body("[Le site](http://exemple.fr)"),
        Body("[Le site](https://exemple.fr)"),
    ),
    rule(
        Code::U08,
        "Une synthèse vocale lit la liste des liens : chacun doit dire seul où il mène.",
        Body("Pour la fiche, cliquez [ici](licences.md)."),
        Body("Voir [les licences libres](licences.md)."),
    ),
    rule(
        Code::I01,
        "Le texte de remplacement est l'image de ceux qui ne la voient pas.",
        Body("![](media/a.png)"),
        Body("![Une page de manuel](media/a.png)"),
    ),
    rule(
        Code::I02,
        "Une image d'un autre site disparaît un jour, et signale chaque lecteur à ce site.",
        Body("![Une page](https://exemple.fr/a.png)"),
        Body("![Une page](media/a.png)"),
    ),
    rule(
        Code::I03,
        "Les formats acceptés s'affichent partout : png, jpg, webp, avif, gif, svg.",
        Body("![Une page](media/a.tiff)"),
        Body("![Une page](media/a.png)"),
    ),
    rule(
        Code::I04,
        "Au plus 2 Mo et 4 096 pixels par côté : la page reste lisible avec une mauvaise connexion.",
        Body("![Une page](media/geante.png)"),
        Body("![Une page](media/a.png)"),
    ),
    rule(
        Code::V01,
        "Sans transcription, une vidéo ou un son ne dit rien à qui n'entend pas, ni dans une salle sans casque.",
        Body("::: audio\n\n[Un entretien](media/son.mp3)\n\n:::"),
        Body("::: audio\n\n[Un entretien](media/son.mp3)\n\n> [!TRANSCRIPTION]\n> Bonjour.\n\n:::"),
    ),
    rule(
        Code::V02,
        "Un gros fichier local ralentit tout le monde : une plateforme vidéo adapte sa qualité.",
        Told("une vidéo locale de 60 Mo"),
        Body("Texte."),
    ),
    rule(
        Code::D01,
        "Un PDF seul ne se modifie pas et se lit mal avec une synthèse vocale : donnez aussi l'original.",
        Body("[La fiche (PDF)](fichiers/fiche.pdf)"),
        Body("[La fiche (PDF)](fichiers/fiche.pdf) et [la même en ODT](fichiers/fiche.odt)"),
    ),
    rule(
        Code::M01,
        "Les formules sont en LaTeX, sans définition de macro.",
        Body("Soit $\\fra{1}{2}$."),
        Body("Soit $\\frac{1}{2}$."),
    ),
    rule(
        Code::M02,
        "Dans un tableau, « | » sépare les cellules : la formule serait coupée.",
        Body("| Écriture | Sens |\n|---|---|\n| $|x|$ | valeur absolue |"),
        Body("| Écriture | Sens |\n|---|---|\n| $\\lvert x \\rvert$ | valeur absolue |"),
    ),
    rule(
        Code::G01,
        "Le terme lié est dans le glossaire commun.",
        Body("Le [RGPD](../../glossaire.md#rgdp)."),
        Body("Le [RGPD](../../glossaire.md#rgpd)."),
    ),
    rule(
        Code::G02,
        "Un terme a une seule définition.",
        Glossary("# Glossaire\n\n## RGPD\n\nUn règlement.\n\n## rgpd\n\nEncore.\n"),
        Glossary("# Glossaire\n\n## RGPD\n\nUn règlement.\n"),
    ),
];
