//! What a module begins with: files that pass the check, to be written over (AUT-12).

use toml_edit::{Array, DocumentMut, value};

use crate::error::{Error, Result};
use crate::need::codes;

codes! {
    /// What kind of module.
    Kind {
        /// Pages to follow alone, with a quiz at the end.
        Online = "online",
        /// The same around a session on site.
        Hybrid = "hybrid",
        /// What a trainer needs for a session of one hour.
        Kit = "kit",
    }
}

/// Whom the module is written by and for.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    pub title: &'a str,
    pub author: &'a str,
    pub school: &'a str,
    /// Code of a discipline, or `toutes`.
    pub discipline: &'a str,
}

/// The files of a new module, by path.
///
/// # Errors
/// `Broken` when the template cannot be read: a test holds that it can.
pub fn files(kind: Kind, about: About<'_>) -> Result<Vec<(&'static str, String)>> {
    let (pages, sections): (&[(&str, &str)], &str) = match kind {
        Kind::Online => (
            &[("commencer.md", START), ("pratiquer.md", PRACTISE), ("evaluation.md", ASSESS)],
            "[[section]]\ntitre = \"Le module\"\npages = [\"commencer\", \"pratiquer\", \"evaluation\"]\n",
        ),
        Kind::Hybrid => (
            &[
                ("commencer.md", START),
                ("seance.md", MEET),
                ("pratiquer.md", PRACTISE),
                ("evaluation.md", ASSESS),
            ],
            "[[section]]\ntitre = \"Avant la séance\"\npages = [\"commencer\"]\n\n[[section]]\ntitre = \"La séance\"\n\
             pages = [\"seance\"]\n\n[[section]]\ntitre = \"Après la séance\"\npages = [\"pratiquer\", \"evaluation\"]\n",
        ),
        Kind::Kit => (
            &[("deroule.md", PLAN), ("support.md", START)],
            "[[section]]\ntitre = \"Animer la séance\"\npages = [\"deroule\", \"support\"]\n",
        ),
    };
    let mut files = vec![
        ("course.toml", head(about, sections)?),
        ("README.md", README.to_owned()),
        ("CHANGELOG.md", CHANGELOG.to_owned()),
    ];
    files.extend(pages.iter().map(|(path, text)| (*path, (*text).to_owned())));
    Ok(files)
}

/// A page added to a module: the least that passes the check.
pub fn page(title: &str) -> String {
    format!("+++\nduree = 10\n+++\n\n# {title}\n\nÉcrivez ici ce que la page apprend à faire.\n")
}

fn head(about: About<'_>, sections: &str) -> Result<String> {
    let text = format!("{HEAD}{sections}");
    let mut document: DocumentMut = text.parse().map_err(Error::broken)?;
    // Through the library: a title may hold any sign.
    set(&mut document, "titre", about.title);
    document["disciplines"] = value(Array::from_iter([about.discipline]));
    let mut author = toml_edit::InlineTable::new();
    author.insert("nom", about.author.into());
    author.insert("role", "référent numérique".into());
    author.insert("structure", about.school.into());
    document["auteurs"] = value(Array::from_iter([toml_edit::Value::InlineTable(author)]));
    Ok(document.to_string())
}

fn set(document: &mut DocumentMut, key: &str, text: &str) {
    document[key] = value(text);
}

const HEAD: &str = r#"format       = 1
titre        = ""
resume       = "En une phrase : ce que l'on saura faire à la fin, et dans quelle situation de classe."
langue       = "fr"
version      = "1.0.0"
licence      = "CC-BY-SA-4.0"
auteurs      = []
public       = ["college", "lycee"]
disciplines  = ["toutes"]
niveau       = "debutant"
objectifs    = ["Dire ici le premier geste que l'on saura faire"]
mots_cles    = []

[achevement]
pages        = "toutes"
seuil        = 70
attestation  = true

"#;

const README: &str = "# Présentation\n\nPrésentez le module en quelques lignes : la situation de départ, à qui il s'adresse, ce que l'on en \
                      rapporte en classe.\n";

const CHANGELOG: &str = "# Ce qui a changé\n\n## 1.0.0\n\nPremière version.\n";

const START: &str = r#"+++
duree = 10
objectifs = ["Dire ici ce que cette page apprend"]
+++

# Commencer

Partez d'une situation de classe que vos collègues reconnaissent. Dites en deux phrases ce qui coince.

## Ce qu'il faut savoir

Un texte court, une idée par paragraphe. Pour mettre en valeur :

> [!RETENIR]
> La phrase que l'on doit garder.

## Je vérifie

::: question {#verifier-depart}

Posez une question qui part d'une situation.

- [x] La bonne réponse
  > Dites pourquoi c'est juste.
- [ ] Une erreur fréquente
  > Expliquez ce qu'elle oublie, sans reproche.

:::
"#;

const PRACTISE: &str = r#"+++
duree = 15
achevement = "activites"
+++

# Pratiquer

Donnez une tâche que l'on peut faire demain, avec ce que l'on a.

::: checklist Avant de passer à la suite {#avant-la-suite}

- [ ] J'ai essayé le geste sur un document à moi
- [ ] J'ai vérifié le résultat sur un téléphone

:::
"#;

const MEET: &str = r#"+++
duree = 60
+++

# La séance en présence

Dites ce que l'on y fait, ce qu'il faut apporter, et ce que l'on en rapporte.

> [!IMPORTANT] À apporter
> Un cours que vous donnerez cette semaine, sous forme de fichier modifiable.
"#;

const PLAN: &str = r#"+++
duree = 15
+++

# Déroulé de la séance

Une séance d'une heure, de l'accueil au geste de demain.

::: etapes Le déroulé

1. **Accueillir** (5 min) : chacun dit une difficulté rencontrée.
2. **Montrer** (15 min) : un seul geste, sur un exemple vrai.
3. **Faire** (30 min) : chacun le refait sur son cours.
4. **Garder** (10 min) : ce que l'on essaiera d'ici la prochaine fois.

:::
"#;

const ASSESS: &str = r#"+++
duree = 10
type = "evaluation"
seuil = 70
+++

# Ce que je sais faire

Quelques questions, des situations que l'on rencontrera. On peut recommencer.

::: question {#eval-situation}

Décrivez une situation, puis demandez ce que l'on fait.

- [x] La bonne décision
  > Dites pourquoi.
- [ ] Une décision qui paraît bonne
  > Dites ce qu'elle entraîne.

:::

::: question {#eval-affirmation}

Une affirmation : vrai ou faux ?

- [x] Vrai
  > Dites pourquoi.
- [ ] Faux
  > Dites ce qui trompe.

:::
"#;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::check::Options;
    use crate::course::source::Memory;
    use crate::workshop::check;

    #[test]
    fn every_template_passes_the_check_whatever_the_title() {
        let around = Memory::new();
        let options = Options::on(jiff::civil::date(2026, 11, 24));
        for kind in Kind::ALL {
            let about = About {
                title: "Lire « Bel-Ami » : l'essentiel \"en\" 3 [gestes]",
                author: "Zoé Kerguélen",
                school: "Collège d'essai",
                discipline: "lettres",
            };
            let mut files = Memory::new();
            for (path, text) in super::files(*kind, about).unwrap() {
                files.insert(path, text);
            }
            files.insert("plus.md", page("Une page de plus"));
            let toml = String::from_utf8(crate::course::source::Source::read(&files, "course.toml").unwrap())
                .unwrap();
            files.insert("course.toml", crate::workshop::outline::with_page(&toml, "plus").unwrap());
            let verdict = check::check(&around, "essai", &files, &options);
            let errors: Vec<_> = verdict.diagnostics.iter().filter(|found| found.is_error()).collect();
            assert!(errors.is_empty(), "{kind:?}: {errors:#?}");
            let course = verdict.published.unwrap();
            assert!(course.meta.title.contains("Bel-Ami"));
            assert_eq!(course.meta.disciplines, ["lettres"]);
        }
    }
}
