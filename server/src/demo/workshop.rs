//! A module of the demo's référent, half written: a first page with its question, a second one begun.

use preau::access;
use preau::access::policy::{Act, Place, allow};
use preau::clock::{DAY, HOUR};
use preau::school;
use preau::workshop::create::{self, New};
use preau::workshop::save::{self, Typed};
use preau::workshop::template::Kind;
use preau::{Error, Result, Timestamp, Tx, ids};
use uuid::Uuid;

use super::organisation::Places;

const TITLE: &str = "Faire parler un graphique en classe";

/// Path of the file, its text, hours ago.
const SAVES: [(&str, &str, i64); 2] = [("commencer.md", START, 70), ("pratiquer.md", PRACTISE, 26)];

const START: &str = r#"+++
duree = 10
objectifs = ["Choisir la question que l'on pose devant un graphique"]
+++

# Quelle question poser devant une courbe ?

En quatrième, on projette une courbe de température. « Que voyez-vous ? » Silence, puis : « ça monte ». La courbe n'y est pour rien : la question est trop large.

## Trois questions qui font parler

1. **Lire** : quelle température à 14 h ?
2. **Comparer** : entre 8 h et 10 h, ou entre 14 h et 16 h, où monte-t-elle le plus vite ?
3. **Expliquer** : que s'est-il passé à midi ?

> [!RETENIR]
> On commence par une lecture que tous réussissent, on finit par une explication qui se discute.

## Je vérifie

::: question {#premiere-question}

Quelle question poser d'abord à une classe qui n'a jamais lu ce graphique ?

- [x] « À quelle heure fait-il 12 °C ? »
  > Oui : une lecture simple, que chacun peut vérifier du doigt.
- [ ] « Que remarquez-vous ? »
  > Trop large pour commencer : seuls ceux qui savent déjà lire répondent.
- [ ] « Pourquoi la courbe baisse-t-elle le soir ? »
  > C'est une bonne question, mais la dernière : il faut d'abord savoir lire.

:::
"#;

const PRACTISE: &str = r#"+++
duree = 15
achevement = "activites"
+++

# Préparer mon graphique

Prenez un graphique que vous projetterez cette semaine. Écrivez une question de chaque sorte, dans l'ordre.

::: checklist Mes trois questions {#trois-questions}

- [ ] Une lecture, que toute la classe réussit
- [ ] Une comparaison, qui demande de regarder deux fois
- [ ] Une explication, qui se discute

:::
"#;

pub(super) async fn found(
    tx: &mut Tx,
    places: &Places,
    find: impl Fn(&str) -> Option<Uuid>,
    now: Timestamp,
) -> Result<()> {
    let Some(person) = find("referent") else { return Ok(()) };
    let begun = now.plus(-4 * DAY);
    let actor = access::actor(tx, person, now).await?.ok_or(Error::NotFound)?;
    let node = school::node(tx, places.schools[0]).await?;
    let new = New {
        id: ids::new(begun),
        school: node.id,
        title: TITLE.to_owned(),
        discipline: "mathematiques".to_owned(),
        kind: Kind::Online,
    };
    let allowed = allow(Some(&actor), Act::WriteCourse, Place::At(&node.path), &new)?;
    let module = create::create(tx, allowed, begun).await?;
    for (path, text, hours) in SAVES {
        let file = save::file(tx, module.id, path).await?.ok_or(Error::NotFound)?;
        let typed =
            Typed { module: module.id, path: path.to_owned(), base: file.revision, text: text.to_owned() };
        let allowed = allow(Some(&actor), Act::WriteCourse, Place::Of(person), &typed)?;
        save::save(tx, allowed, now.plus(-hours * HOUR)).await?;
    }
    Ok(())
}
