//! F: front matter, `course.toml`, outline. T: headings.

use super::Example::{Body, Course, File, Head, Page};
use super::{Code, Explanation, rule};

pub(super) const ALL: &[Explanation] = &[
    rule(
        Code::F01,
        "L'en-tête donne la durée de la page : sans lui, l'attestation ne peut rien certifier.",
        Page("# Titre\n\nTexte.\n"),
        Page("+++\nduree = 10\n+++\n\n# Titre\n\nTexte.\n"),
    ),
    rule(
        Code::F02,
        "L'en-tête finit par une seconde ligne « +++ » ; sans elle, toute la page serait de l'en-tête.",
        Page("+++\nduree = 10\n\n# Titre\n\nTexte.\n"),
        Page("+++\nduree = 10\n+++\n\n# Titre\n\nTexte.\n"),
    ),
    rule(
        Code::F03,
        "L'en-tête est du TOML : des guillemets droits autour des textes, une virgule entre les éléments d'une liste.",
        Head("objectifs = [\"Citer une œuvre\" \"Choisir\"]"),
        Head("objectifs = [\"Citer une œuvre\", \"Choisir\"]"),
    ),
    rule(
        Code::F04,
        "Une clé mal écrite serait ignorée sans que personne le voie : elle est refusée.",
        Head("achevment = \"activites\""),
        Head("achevement = \"activites\""),
    ),
    rule(
        Code::F05,
        "Chaque clé attend un type et des bornes : une durée est un nombre entier de minutes, de 1 à 120.",
        Page("+++\nduree = \"10 min\"\n+++\n\n# Titre\n\nTexte.\n"),
        Page("+++\nduree = 10\n+++\n\n# Titre\n\nTexte.\n"),
    ),
    rule(
        Code::F06,
        "Quelques clés sont nécessaires pour publier : la durée d'une page, le titre et la licence d'un cours…",
        Page("+++\nobjectifs = [\"Citer\"]\n+++\n\n# Titre\n\nTexte.\n"),
        Page("+++\nduree = 10\nobjectifs = [\"Citer\"]\n+++\n\n# Titre\n\nTexte.\n"),
    ),
    rule(
        Code::F07,
        "Un seuil, un tirage ou des retours différés n'ont de sens que si la page se termine par un score.",
        Head("seuil = 70"),
        Head("objectifs = [\"Citer\"]"),
    ),
    rule(
        Code::F08,
        "Compétences et disciplines viennent de listes communes : c'est ce qui permet de les chercher et de les compter.",
        Head("crcn_edu = [\"9.9\"]"),
        Head("crcn_edu = [\"2.1\"]"),
    ),
    rule(
        Code::F09,
        "Un prérequis mène à une page ou à un cours qui existe, et ne tourne jamais en rond.",
        Head("prerequis = [\"repere\"]"),
        Head("prerequis = [\"reperes\"]"),
    ),
    rule(
        Code::F10,
        "Le format, la version (SemVer) et la licence (SPDX) s'écrivent dans une forme que tout logiciel reconnaît.",
        Course("version = \"1.2\""),
        Course("version = \"1.2.0\""),
    ),
    rule(
        Code::F11,
        "Le sommaire annonce des pages qui existent : le nom est celui du fichier, sans « .md ».",
        Course("[[section]]\ntitre = \"Tout\"\npages = [\"page\", \"reperes\", \"licence\"]"),
        Course("[[section]]\ntitre = \"Tout\"\npages = [\"page\", \"reperes\", \"licences\"]"),
    ),
    rule(
        Code::F12,
        "Une page hors du sommaire ne serait jamais lue. Une page liée, comme une transcription, a un nom en « _ ».",
        File("oubliee.md", "+++\nduree = 10\n+++\n\n# Oubliée\n\nTexte.\n"),
        File("_oubliee.md", "# Oubliée\n\nTexte.\n"),
    ),
    rule(
        Code::F13,
        "Une page est à une seule place du sommaire : sa progression ne compte qu'une fois.",
        Course("[[section]]\ntitre = \"Tout\"\npages = [\"page\", \"reperes\", \"licences\", \"page\"]"),
        Course("[[section]]\ntitre = \"Tout\"\npages = [\"page\", \"reperes\", \"licences\"]"),
    ),
    rule(
        Code::F14,
        "Un cours dit qui l'a relu et quand il est à relire : le droit, les menus et les adresses changent.",
        Course("a_revoir_le = 2020-09-01"),
        Course("a_revoir_le = 2099-09-01"),
    ),
    rule(
        Code::F15,
        "Le nom d'une page fait son adresse ; quelques adresses d'un cours servent déjà, à s'inscrire ou à imprimer.",
        File("inscription.md", "+++\nduree = 10\n+++\n\n# Inscription\n\nTexte.\n"),
        Course("[[section]]\ntitre = \"Tout\"\npages = [\"page\", \"reperes\", \"licences\"]"),
    ),
    rule(
        Code::T01,
        "Le titre de la page est son seul titre de niveau 1, en première ligne du texte.",
        Page("+++\nduree = 10\n+++\n\nTexte.\n\n# Titre\n"),
        Page("+++\nduree = 10\n+++\n\n# Titre\n\nTexte.\n"),
    ),
    rule(
        Code::T02,
        "On lit aussi une page par ses titres : un niveau sauté fait croire qu'il manque une partie.",
        Body("### Partie\n\nTexte."),
        Body("## Partie\n\nTexte."),
    ),
    rule(
        Code::T03,
        "Quatre niveaux suffisent ; au-delà, la page gagne à être coupée.",
        Body("## A\n\n### B\n\n#### C\n\n##### D\n\nTexte."),
        Body("## A\n\n### B\n\n#### C\n\n**D.** Texte."),
    ),
    rule(
        Code::T04,
        "Une ancre mène à un seul endroit : titres et activités de la page se les partagent.",
        Body("## Un {#partie}\n\nTexte.\n\n## Deux {#partie}\n\nTexte."),
        Body("## Un {#partie-un}\n\nTexte.\n\n## Deux {#partie-deux}\n\nTexte."),
    ),
];
