//! What a person says of their own work: the discipline they teach and where. Both only help to find courses, and to
//! recognise somebody in a list; nothing is decided on them.

use serde_json::json;
use uuid::Uuid;

use crate::clock::Timestamp;
use crate::db::{Conn as _, Tx};
use crate::error::{Error, Fault, Result};
use crate::{audit, sql};

/// Longest name of a school: « Lycée polyvalent … de … », twice over.
const SCHOOL_MAX: usize = 120;

/// A typed text as an optional value: nothing when blank.
pub fn optional(typed: &str) -> Option<String> {
    let typed = typed.trim();
    (!typed.is_empty()).then(|| typed.to_owned())
}

/// Checks the name of a school.
///
/// # Errors
/// `Invalid` on `school`.
pub fn check_school(school: Option<&str>) -> Result<()> {
    let readable = |name: &str| name.chars().count() <= SCHOOL_MAX && !name.chars().any(char::is_control);
    if school.is_none_or(readable) {
        Ok(())
    } else {
        Err(Fault::new("school", "school-unreadable").with("max", SCHOOL_MAX).into())
    }
}

/// Keeps a person's discipline (a code of the list of disciplines) and school.
pub async fn set_post(
    tx: &mut Tx,
    person: Uuid,
    discipline: Option<&str>,
    school: Option<&str>,
    now: Timestamp,
) -> Result<()> {
    check_school(school)?;
    let changed = tx
        .query(sql!("update person set discipline = $2, school = $3, updated_at = $4 where id = $1"))
        .bind(person)
        .bind(discipline)
        .bind(school)
        .bind(now)
        .run()
        .await?;
    if changed == 0 {
        return Err(Error::NotFound);
    }
    let event = audit::Event {
        actor: Some(person),
        act: "person.post",
        object_kind: "person",
        object_id: person.to_string(),
        detail: json!({}),
    };
    audit::record(tx, event, now).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::on_both;
    use crate::people::{self, NewPerson};
    use crate::testing::Platform;

    on_both!(a_post_is_kept_and_a_page_of_text_is_refused);

    async fn a_post_is_kept_and_a_page_of_text_is_refused(t: Platform) {
        let new = NewPerson {
            given_name: "Sophie".into(),
            usual_name: "Martin".into(),
            email: "sophie@ac-exemple.fr".into(),
            ..NewPerson::default()
        };
        let mut tx = t.db.begin().await.unwrap();
        let id = people::create(&mut tx, &new, t.now()).await.unwrap().id;
        set_post(&mut tx, id, Some("svt"), Some("Collège Jean-Moulin"), t.now()).await.unwrap();
        let kept = people::by_id(&mut tx, id).await.unwrap();
        assert_eq!(
            (kept.discipline.as_deref(), kept.school.as_deref()),
            (Some("svt"), Some("Collège Jean-Moulin"))
        );
        for school in ["x".repeat(121), "Lycée\nBcc".into()] {
            let refused = set_post(&mut tx, id, None, Some(&school), t.now()).await.unwrap_err();
            assert!(matches!(refused, Error::Invalid(_)), "{refused}");
        }
        set_post(&mut tx, id, None, None, t.now()).await.unwrap();
        assert_eq!(people::by_id(&mut tx, id).await.unwrap().school, None);
    }
}
