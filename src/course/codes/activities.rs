//! Q: questions.

use super::Example::Body;
use super::{Code, Explanation, rule};

const CHOICE: super::Example =
    Body("::: question {#permis}\n\nEst-ce permis ?\n\n- [x] Oui\n- [ ] Non\n\n:::");
const TYPED: super::Example =
    Body("::: question {#sigle type=texte}\n\nQuel sigle ?\n\n- [x] `CC BY`\n\n:::");
const NUMBER: super::Example =
    Body("::: question {#duree type=nombre}\n\nCombien ?\n\n- [x] `12 ± 0,5`\n\n:::");
const ORDER: super::Example =
    Body("::: question {#ordre}\n\nDans l'ordre ?\n\n1. Un\n2. Deux\n3. Trois\n\n:::");
const PAIRS: super::Example = Body(
    "::: question {#paires}\n\nAssociez.\n\n| Sigle | Sens |\n|---|---|\n| BY | Citer |\n| ND | Ne pas modifier |\n\n:::",
);
const OPEN: super::Example = Body(
    "::: question {#avis type=ouverte}\n\nQu'en pensez-vous ?\n\n> [!EXPLICATION]\n> Un corrigé.\n\n:::",
);

pub(super) const ALL: &[Explanation] = &[
    rule(
        Code::Q01,
        "L'identifiant relie une réponse à sa question, version après version.",
        Body("::: question\n\nEst-ce permis ?\n\n- [x] Oui\n- [ ] Non\n\n:::"),
        CHOICE,
    ),
    rule(
        Code::Q02,
        "Une question commence par ce que l'on demande.",
        Body("::: question {#permis}\n\n- [x] Oui\n- [ ] Non\n\n:::"),
        CHOICE,
    ),
    rule(
        Code::Q03,
        "Une case par réponse : « [x] » si elle est juste, « [ ] » sinon, avec une espace entre les crochets.",
        Body("::: question {#permis}\n\nEst-ce permis ?\n\n- Oui\n- Non\n\n:::"),
        CHOICE,
    ),
    rule(
        Code::Q04,
        "Une question a des réponses, sauf avec type=ouverte.",
        Body("::: question {#permis}\n\nEst-ce permis ?\n\n:::"),
        CHOICE,
    ),
    rule(
        Code::Q05,
        "La réponse attendue est entre accents graves, seule : c'est le texte exact qui sera comparé.",
        Body("::: question {#sigle type=texte}\n\nQuel sigle ?\n\n- [x] CC BY\n\n:::"),
        TYPED,
    ),
    rule(
        Code::Q06,
        "Un nombre, un nombre et sa tolérance, ou un intervalle.",
        Body("::: question {#duree type=nombre}\n\nCombien ?\n\n- [x] `environ 12`\n\n:::"),
        NUMBER,
    ),
    rule(
        Code::Q07,
        "Il faut au moins une bonne réponse.",
        Body("::: question {#permis}\n\nEst-ce permis ?\n\n- [ ] Oui\n- [ ] Non\n\n:::"),
        CHOICE,
    ),
    rule(
        Code::Q08,
        "Une puce différente commence une autre liste : la question n'aurait que la moitié de ses réponses.",
        Body("::: question {#permis}\n\nEst-ce permis ?\n\n- [x] Oui\n* [ ] Non\n\n:::"),
        CHOICE,
    ),
    rule(
        Code::Q09,
        "Une seule explication, un seul retour par issue.",
        Body(
            "::: question {#permis}\n\nEst-ce permis ?\n\n- [x] Oui\n- [ ] Non\n\n> [!EXPLICATION]\n> Un.\n\n> [!EXPLICATION]\n> Deux.\n\n:::",
        ),
        Body(
            "::: question {#permis}\n\nEst-ce permis ?\n\n- [x] Oui\n- [ ] Non\n\n> [!EXPLICATION]\n> Un.\n\n:::",
        ),
    ),
    rule(
        Code::Q10,
        "Le retour d'une réponse est indenté de deux espaces ; après les réponses ne viennent qu'indices et explications.",
        Body(
            "::: question {#permis}\n\nEst-ce permis ?\n\n- [x] Oui\n- [ ] Non\n\n> Relisez l'article.\n\n:::",
        ),
        Body(
            "::: question {#permis}\n\nEst-ce permis ?\n\n- [x] Oui\n- [ ] Non\n  > Relisez l'article.\n\n:::",
        ),
    ),
    rule(
        Code::Q11,
        "Un choix unique a une seule bonne réponse.",
        Body(
            "::: question {#permis type=unique}\n\nEst-ce permis ?\n\n- [x] Oui\n- [x] Parfois\n- [ ] Non\n\n:::",
        ),
        CHOICE,
    ),
    rule(
        Code::Q12,
        "Une association a deux colonnes et deux paires au moins.",
        Body(
            "::: question {#paires}\n\nAssociez.\n\n| Sigle | Sens | Exemple |\n|---|---|---|\n| BY | Citer | Photo |\n| ND | Ne pas modifier | Texte |\n\n:::",
        ),
        PAIRS,
    ),
    rule(
        Code::Q13,
        "Avec deux éléments, un classement est une question à deux réponses.",
        Body("::: question {#ordre}\n\nDans l'ordre ?\n\n1. Un\n2. Deux\n\n:::"),
        ORDER,
    ),
    rule(
        Code::Q14,
        "Sans corrigé, la personne qui a répondu ne saura pas où elle en est.",
        Body("::: question {#avis type=ouverte}\n\nQu'en pensez-vous ?\n\n:::"),
        OPEN,
    ),
    rule(
        Code::Q15,
        "Les types sont unique, multiple, texte, nombre, association, classement et ouverte.",
        Body("::: question {#permis type=qcm}\n\nEst-ce permis ?\n\n- [x] Oui\n- [ ] Non\n\n:::"),
        CHOICE,
    ),
    rule(
        Code::Q16,
        "Si tout est juste, il suffit de tout cocher.",
        Body("::: question {#permis}\n\nEst-ce permis ?\n\n- [x] Oui\n- [x] Souvent\n\n:::"),
        CHOICE,
    ),
    rule(
        Code::Q17,
        "Deux réponses identiques ne peuvent pas être l'une juste et l'autre fausse.",
        Body("::: question {#permis}\n\nEst-ce permis ?\n\n- [x] Oui\n- [ ] Non\n- [ ] Non\n\n:::"),
        CHOICE,
    ),
];
