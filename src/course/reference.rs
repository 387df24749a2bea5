//! What all courses share: the glossary and the competence framework, as they were last read without error.
//!
//! Kept in the database, so that every process shows the same ones, whichever of them reads the folder.

use super::framework::Framework;
use super::glossary::Glossary;
use crate::access::policy::Allowed;
use crate::audit::{self, Event};
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::{instance, sql};

const GLOSSARY: &str = "course.glossary";
const FRAMEWORK: &str = "course.framework";
/// Key of the instant at which one of them last changed, so that nobody reads both to learn that they did not.
pub(super) const REVISION: &str = "course.reference";

/// The two, ready to be shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reference {
    pub glossary: Glossary,
    pub framework: Framework,
}

/// Reads both; empty ones when none has come in yet. Pages ask [`super::live::Courses`], which keeps them.
pub async fn load(db: &mut impl Conn) -> Result<Reference> {
    let rows: Vec<(String, String)> = db
        .query(sql!("select key, value from instance where key in ($1, $2) order by key"))
        .bind(GLOSSARY)
        .bind(FRAMEWORK)
        .all()
        .await?;
    let mut reference = Reference::default();
    for (key, value) in rows {
        if key == GLOSSARY {
            reference.glossary = serde_json::from_str(&value).map_err(Error::broken)?;
        } else {
            reference.framework = serde_json::from_str(&value).map_err(Error::broken)?;
        }
    }
    Ok(reference)
}

/// Puts a glossary and a framework in service; says whether something changed.
pub async fn publish(
    tx: &mut Tx,
    allowed: Allowed<()>,
    reference: &Reference,
    now: Timestamp,
) -> Result<bool> {
    let glossary = serde_json::to_string(&reference.glossary).map_err(Error::broken)?;
    let framework = serde_json::to_string(&reference.framework).map_err(Error::broken)?;
    let mut changed = Vec::new();
    if instance::set(tx, GLOSSARY, &glossary).await? {
        changed.push("glossary");
    }
    if instance::set(tx, FRAMEWORK, &framework).await? {
        changed.push("framework");
    }
    if !changed.is_empty() {
        instance::set(tx, REVISION, &now.0.to_string()).await?;
    }
    for object in &changed {
        let event = Event {
            actor: allowed.by(),
            act: "reference.publish",
            object_kind: "reference",
            object_id: (*object).to_owned(),
            detail: serde_json::json!({}),
        };
        audit::record(tx, event, now).await?;
    }
    Ok(!changed.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::policy::by_operator;
    use crate::course::glossary::Term;
    use crate::on_both;
    use crate::testing::Platform;

    on_both!(the_last_glossary_is_the_one_shown);

    async fn the_last_glossary_is_the_one_shown(t: Platform) {
        let mut tx = t.db.begin().await.unwrap();
        assert_eq!(load(&mut tx).await.unwrap(), Reference::default());
        let term = |title: &str| Term {
            anchor: "rgpd".into(),
            title: title.into(),
            tip: "Un règlement.".into(),
            html: "<p>Un règlement.</p>".into(),
        };
        let mut reference = Reference::default();
        reference.glossary.entries.push(term("RGPD"));
        assert!(publish(&mut tx, by_operator(()), &reference, t.now()).await.unwrap());
        assert!(!publish(&mut tx, by_operator(()), &reference, t.now()).await.unwrap());
        reference.glossary.entries[0] = term("RGPD (règlement)");
        publish(&mut tx, by_operator(()), &reference, t.now()).await.unwrap();
        assert_eq!(load(&mut tx).await.unwrap(), reference);
        tx.commit().await.unwrap();
    }
}
