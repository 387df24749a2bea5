//! C: containers. S: spaces. A: attributes. K: call-outs. H: HTML. L: limits.

use super::Example::{Body, Told};
use super::{Code, Explanation, rule};

const FOLD: super::Example = Body("::: depliant Titre\n\nTexte.\n\n:::");

pub(super) const ALL: &[Explanation] = &[
    rule(
        Code::C01,
        "Un conteneur finit par une ligne « ::: » ; sans elle, il avale la suite de la page.",
        Body("::: depliant Titre\n\nTexte."),
        FOLD,
    ),
    rule(
        Code::C02,
        "Une ligne « ::: » seule ferme le dernier conteneur ouvert.",
        Body("Texte.\n\n:::"),
        FOLD,
    ),
    rule(
        Code::C03,
        "Dans un bloc HTML ou une définition de lien, « ::: » n'est pas vu comme une ligne à part.",
        Body("<div>\n::: depliant Titre\n\nTexte.\n\n:::"),
        FOLD,
    ),
    rule(
        Code::C04,
        "Un nom inconnu est refusé : le contenu serait affiché autrement que prévu.",
        Body("::: depliants Titre\n\nTexte.\n\n:::"),
        FOLD,
    ),
    rule(
        Code::C05,
        "Le titre d'un dépliant est ce que l'on voit avant de l'ouvrir.",
        Body("::: depliant\n\nTexte.\n\n:::"),
        FOLD,
    ),
    rule(
        Code::C06,
        "Une activité se place au premier niveau de la page : on la retrouve, on la corrige, on la compte.",
        Body("::: depliant Titre\n\n::: sondage {#avis}\n\nD'accord ?\n\n- Oui\n- Non\n\n:::\n\n:::"),
        Body("::: sondage {#avis}\n\nD'accord ?\n\n- Oui\n- Non\n\n:::"),
    ),
    rule(
        Code::C07,
        "Chaque conteneur attend un contenu précis ; le message dit lequel.",
        Body("::: etapes\n\n- Ouvrir\n- Fermer\n\n:::"),
        Body("::: etapes\n\n1. Ouvrir\n2. Fermer\n\n:::"),
    ),
    rule(
        Code::C08,
        "Un bloc de code ou un commentaire jamais fermé cache tout ce qui suit, « ::: » compris.",
        Body("::: depliant Titre\n\n```\ncode\n\n:::\n\nTexte."),
        Body("::: depliant Titre\n\n```\ncode\n```\n\n:::\n\nTexte."),
    ),
    rule(
        Code::S01,
        "Avec une ligne vide avant et après, la page reste lisible sur une forge.",
        Body("::: depliant Titre\nTexte.\n:::"),
        FOLD,
    ),
    rule(
        Code::S02,
        "« ::: » ne compte qu'au début de la ligne ; en retrait, c'est du texte.",
        Body("Texte.\n\n  :::"),
        FOLD,
    ),
    rule(
        Code::S03,
        "Les espaces en fin de ligne ne se voient pas et changent le texte ; « preau fmt » les retire.",
        Body("Texte.  \nSuite."),
        Body("Texte.\\\nSuite."),
    ),
    rule(
        Code::A01,
        "Les attributs s'écrivent avec des guillemets droits : un traitement de texte en met souvent des courbes.",
        Body("::: onglets {groupe=«outils»}\n\n## A\n\nTexte.\n\n## B\n\nTexte.\n\n:::"),
        Body("::: onglets {groupe=\"outils\"}\n\n## A\n\nTexte.\n\n## B\n\nTexte.\n\n:::"),
    ),
    rule(
        Code::A02,
        "Un identifiant sert d'adresse et de clé d'enregistrement : minuscules sans accent, chiffres et tirets.",
        Body("::: sondage {#Avis-Élèves}\n\nD'accord ?\n\n- Oui\n- Non\n\n:::"),
        Body("::: sondage {#avis-eleves}\n\nD'accord ?\n\n- Oui\n- Non\n\n:::"),
    ),
    rule(
        Code::A03,
        "Une valeur de plusieurs mots est entre deux guillemets.",
        Body("::: production {#fiche remise=\"fichier lien}\n\nConsigne.\n\n:::"),
        Body("::: production {#fiche remise=\"fichier lien\"}\n\nConsigne.\n\n:::"),
    ),
    rule(
        Code::A04,
        "Un attribut mal écrit serait ignoré sans que personne le voie : il est refusé.",
        Body("::: depliant Titre {ouvrt=oui}\n\nTexte.\n\n:::"),
        Body("::: depliant Titre {ouvert=oui}\n\nTexte.\n\n:::"),
    ),
    rule(
        Code::A05,
        "Deux activités de même identifiant mélangeraient leurs réponses.",
        Body(
            "::: sondage {#avis}\n\nUn ?\n\n- Oui\n- Non\n\n:::\n\n::: sondage {#avis}\n\nDeux ?\n\n- Oui\n- Non\n\n:::",
        ),
        Body(
            "::: sondage {#avis-un}\n\nUn ?\n\n- Oui\n- Non\n\n:::\n\n::: sondage {#avis-deux}\n\nDeux ?\n\n- Oui\n- Non\n\n:::",
        ),
    ),
    rule(
        Code::A06,
        "Chaque attribut a ses valeurs : le message dit lesquelles.",
        Body("::: depliant Titre {ouvert=peut-être}\n\nTexte.\n\n:::"),
        Body("::: depliant Titre {ouvert=oui}\n\nTexte.\n\n:::"),
    ),
    rule(
        Code::A07,
        "Écrit deux fois, un attribut ne dit plus lequel compte.",
        Body("::: depliant Titre {ouvert=oui ouvert=non}\n\nTexte.\n\n:::"),
        Body("::: depliant Titre {ouvert=oui}\n\nTexte.\n\n:::"),
    ),
    rule(
        Code::A08,
        "Sans code de langue, une synthèse vocale lirait l'anglais comme du français.",
        Body("::: langue\n\n*Fair use.*\n\n:::"),
        Body("::: langue {lang=en}\n\n*Fair use.*\n\n:::"),
    ),
    rule(
        Code::K01,
        "Un mot inconnu reste une simple citation : c'est sans doute une faute de frappe.",
        Body("> [!ASTUSE]\n> Texte."),
        Body("> [!ASTUCE]\n> Texte."),
    ),
    rule(
        Code::K02,
        "Indices, explications et critères appartiennent à une activité ; ailleurs, ils seraient montrés à tous.",
        Body("> [!EXPLICATION]\n> Texte."),
        Body("> [!NOTE]\n> Texte."),
    ),
    rule(
        Code::H01,
        "Le HTML n'est pas recopié dans la page : ni mise en forme cachée, ni script.",
        Body("<div>Texte.</div>"),
        Body("Texte."),
    ),
    rule(
        Code::H02,
        "Quelques balises seulement, dans une phrase : kbd, sub, sup, mark, br, abbr et span lang.",
        Body("Un <b>mot</b>."),
        Body("Un **mot**."),
    ),
    rule(
        Code::H03,
        "Une balise se ferme dans le passage où elle s'ouvre.",
        Body("Tapez <kbd>Ctrl."),
        Body("Tapez <kbd>Ctrl</kbd>."),
    ),
    rule(
        Code::L01,
        "Trente-deux niveaux d'imbrication : bien plus qu'une page n'en a besoin.",
        Told("une citation dans une citation, quarante fois"),
        Body("> Texte."),
    ),
    rule(
        Code::L02,
        "Une page de plus de 256 Kio est trop longue à lire, et à charger en zone mal desservie.",
        Told("une page de 300 Kio"),
        Body("Texte."),
    ),
    rule(
        Code::L03,
        "Soixante questions par page au plus : au-delà, coupez l'évaluation.",
        Told("soixante et une questions"),
        Body("Texte."),
    ),
    rule(
        Code::L04,
        "2 000 blocs et 200 images par page, 200 pages par cours.",
        Told("2 001 paragraphes"),
        Body("Texte."),
    ),
    rule(
        Code::L05,
        "Un texte est de l'UTF-8 : un autre codage transforme les accents en signes illisibles.",
        Told("un fichier enregistré en latin-1"),
        Body("Été."),
    ),
    rule(
        Code::L06,
        "Le moteur a échoué sur cette page : c'est notre faute. Les autres pages sont vérifiées quand même.",
        Told("un défaut du moteur"),
        Body("Texte."),
    ),
    rule(
        Code::L07,
        "120 caractères pour un titre, 2 000 pour une formule.",
        Body(
            "## Un titre qui n'en finit pas, qui ajoute une idée à chaque virgule, qui ne tient pas sur deux lignes, et que personne ne lira jamais",
        ),
        Body("## Un titre court\n\nTexte."),
    ),
];
