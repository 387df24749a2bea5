//! Passing to the version of a course that is in service, when the learner asks for it (course format, section 4.11).
//!
//! A small change moves people silently while it is published; a change of what completion asks for leaves them on
//! their version until they choose. What they have done stays done.

use serde_json::json;
use uuid::Uuid;

use super::{Enrolment, Outcome, progress};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::course::published::PublishedCourse;
use crate::db::{Conn as _, Tx};
use crate::error::{Error, Refusal, Result};
use crate::{audit, sql};

/// Moves a living enrolment to another version, and recomputes what is done against its rule. Twice is once.
///
/// # Errors
/// `NotFound` without an enrolment; refusal `course-completed-already`, because a completion belongs to its version.
pub async fn take(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    version: Uuid,
    course: &PublishedCourse,
    now: Timestamp,
) -> Result<Outcome> {
    let found: Option<(Uuid,)> = tx
        .query(sql!(
            "select id from enrolment
              where person_id = $1 and course_slug = $2 and state <> 'dropped'
              order by run desc
              limit 1"
        ))
        .bind(*allowed.thing())
        .bind(&course.slug)
        .optional()
        .await?;
    let (id,) = found.ok_or(Error::NotFound)?;
    let before = progress::enrolment_by_id(tx, id).await?;
    if !before.state.is_living() {
        return Err(Refusal::new("course-completed-already").into());
    }
    if before.version_id == version {
        return Ok(Outcome::default());
    }
    tx.query(sql!("update enrolment set version_id = $2 where id = $1")).bind(id).bind(version).run().await?;
    let event = audit::Event {
        actor: allowed.by(),
        act: "enrolment.move",
        object_kind: "enrolment",
        object_id: id.to_string(),
        detail: json!({ "course": course.slug, "version": course.version }),
    };
    audit::record(tx, event, now).await?;
    let enrolment = Enrolment { version_id: version, ..before };
    Ok(Outcome { page_done: false, completed: progress::rebuild(tx, &enrolment, course, now).await? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::policy::by_operator;
    use crate::course::publish::ChangeClass;
    use crate::course::sample;
    use crate::learning::enrol::{self, Again};
    use crate::learning::{find, hold, pages};
    use crate::on_both;
    use crate::people::{self, NewPerson};
    use crate::testing::Platform;

    on_both!(what_was_done_stays_done_on_the_new_version);

    async fn what_was_done_stays_done_on_the_new_version(t: Platform) {
        let course = sample::course("droit-auteur");
        let first = sample::publish(&t.db, &course, t.now()).await;
        let mut tx = t.db.begin().await.unwrap();
        let new = NewPerson {
            given_name: "Sophie".into(),
            usual_name: "Martin".into(),
            email: "sophie@ac-exemple.fr".into(),
            ..NewPerson::default()
        };
        let person = people::create(&mut tx, &new, t.now()).await.unwrap().id;
        let me = by_operator(person);
        enrol::enrol(&mut tx, me, first, &course, Again::Continue, t.now()).await.unwrap();
        let seat = hold(&mut tx, me, &course.slug, first, &course).await.unwrap();
        pages::mark_read(&mut tx, &seat, "exception", t.now()).await.unwrap();
        tx.commit().await.unwrap();

        let next = sample::at("droit-auteur", "2.0.0");
        let second = sample::publish_as(&t.db, &next, ChangeClass::Major, t.now()).await;
        let mut tx = t.db.begin().await.unwrap();
        assert_eq!(find(&mut tx, person, &course.slug).await.unwrap().unwrap().version_id, first);
        take(&mut tx, me, second, &next, t.now()).await.unwrap();
        take(&mut tx, me, second, &next, t.now()).await.unwrap();
        let moved = find(&mut tx, person, &course.slug).await.unwrap().unwrap();
        assert_eq!((moved.version_id, moved.pages_done), (second, 1));
        let stranger =
            take(&mut tx, by_operator(Uuid::from_u128(9)), second, &next, t.now()).await.unwrap_err();
        assert!(matches!(stranger, Error::NotFound));
        tx.commit().await.unwrap();
    }
}
