//! Where both have the same thing: the one that is further on stays, and what nobody may decide is refused.

use uuid::Uuid;

use crate::clock::Timestamp;
use crate::db::{Conn as _, Tx};
use crate::error::{Refusal, Result};
use crate::session::filling;
use crate::sql;

/// How far a place in a session is: presence that is written down counts before any state.
macro_rules! strength {
    ($place:literal) => {
        concat!(
            "(case when exists (select 1 from attendance_entry e where e.place_id = ",
            $place,
            ".id) or exists (select 1 from attestation x where x.place_id = ",
            $place,
            ".id) then 100 else 0 end + case ",
            $place,
            ".state when 'attended' then 12 when 'partly_attended' then 11 when 'excused' then 10 when 'absent' then 9
               when 'enrolled' then 8 when 'offered' then 7 when 'opined' then 6 when 'submitted' then 5
               when 'waitlisted' then 4 when 'refused' then 3 when 'withdrawn' then 2 else 1 end)"
        )
    };
}

/// What two people have twice and only somebody who knows them may settle.
///
/// # Errors
/// Refusals `merge-two-mandates`, `merge-two-reports`, `merge-two-presences`, `merge-two-requests`,
/// `merge-two-cohorts`, `merge-two-statements`: each says what to do first.
pub(super) async fn check(tx: &mut Tx, kept: Uuid, gone: Uuid) -> Result<()> {
    for (key, statement) in [
        (
            "merge-two-mandates",
            sql!(
                "select n.name from nomination k
                   join nomination g on g.school_id = k.school_id and g.person_id = $2 and g.state = 'active'
                   join org_node n on n.id = k.school_id
                  where k.person_id = $1 and k.state = 'active'
                  order by n.name limit 1"
            ),
        ),
        (
            "merge-two-reports",
            sql!(
                "select n.name from yearly_report k
                   join yearly_report g on g.school_id = k.school_id and g.school_year = k.school_year
                                       and g.person_id = $2 and g.state <> 'draft'
                   join org_node n on n.id = k.school_id
                  where k.person_id = $1 and k.state <> 'draft'
                  order by n.name limit 1"
            ),
        ),
        (
            "merge-two-presences",
            sql!(
                "select s.title from session_place k
                   join session_place g on g.session_id = k.session_id and g.person_id = $2
                   join training_session s on s.id = k.session_id
                  where k.person_id = $1
                    and (exists (select 1 from attendance_entry e where e.place_id = k.id)
                         or exists (select 1 from attestation x where x.place_id = k.id))
                    and (exists (select 1 from attendance_entry e where e.place_id = g.id)
                         or exists (select 1 from attestation x where x.place_id = g.id))
                  order by s.title limit 1"
            ),
        ),
        (
            "merge-two-statements",
            sql!(
                "select s.title from pay_statement k
                   join pay_statement g on g.session_id = k.session_id and g.trainer_id = $2
                   join training_session s on s.id = k.session_id
                  where k.trainer_id = $1
                    and k.state not in ('to_prepare', 'not_applicable')
                    and g.state not in ('to_prepare', 'not_applicable')
                  order by s.title limit 1"
            ),
        ),
        (
            "merge-two-cohorts",
            sql!(
                "select c.title from cohort_member k
                   join cohort_member g on g.cohort_id = k.cohort_id and g.person_id = $2
                   join cohort c on c.id = k.cohort_id
                  where k.person_id = $1 and k.state <> 'left' and g.state <> 'left'
                  order by c.title limit 1"
            ),
        ),
        (
            "merge-two-requests",
            sql!(
                "select k.kind from data_request k
                   join data_request g on g.kind = k.kind and g.person_id = $2 and g.state in ('open', 'extended')
                  where k.person_id = $1 and k.state in ('open', 'extended')
                  order by k.kind limit 1"
            ),
        ),
    ] {
        let found: Option<(String,)> = tx.query(statement).bind(kept).bind(gone).optional().await?;
        if let Some((what,)) = found {
            let refusal = Refusal::new(key);
            return Err(refusal.with("what", what).into());
        }
    }
    Ok(())
}

/// Makes room for what moves: name of what was settled, and how often.
pub(super) async fn settle(
    tx: &mut Tx,
    kept: Uuid,
    gone: Uuid,
    now: Timestamp,
) -> Result<Vec<(&'static str, u64)>> {
    let mut settled = Vec::new();
    for (what, statement) in [
        // Postings: one that began as early as the first of the two.
        (
            "",
            sql!(
                "update posting
                    set starts_at = (select case when g.starts_at < posting.starts_at then g.starts_at
                                                 else posting.starts_at end
                                       from posting g
                                      where g.person_id = $2 and g.school_id = posting.school_id and g.ends_at is null)
                  where person_id = $1 and ends_at is null
                    and exists (select 1 from posting g
                                 where g.person_id = $2 and g.school_id = posting.school_id and g.ends_at is null)"
            ),
        ),
        (
            "postings",
            sql!(
                "delete from posting
                  where person_id = $2 and ends_at is null
                    and exists (select 1 from posting k
                                 where k.person_id = $1 and k.school_id = posting.school_id and k.ends_at is null)"
            ),
        ),
        (
            "reports",
            sql!(
                "delete from yearly_report
                  where person_id = $2 and state = 'draft'
                    and exists (select 1 from yearly_report k
                                 where k.person_id = $1 and k.school_id = yearly_report.school_id
                                   and k.school_year = yearly_report.school_year)"
            ),
        ),
        (
            "reports",
            sql!(
                "delete from yearly_report
                  where person_id = $1 and state = 'draft'
                    and exists (select 1 from yearly_report g
                                 where g.person_id = $2 and g.school_id = yearly_report.school_id
                                   and g.school_year = yearly_report.school_year)"
            ),
        ),
        (
            "activities",
            sql!(
                "delete from activity_entry
                  where person_id = $2 and source is not null
                    and exists (select 1 from activity_entry k
                                 where k.person_id = $1 and k.source = activity_entry.source)"
            ),
        ),
        (
            "surveys",
            sql!(
                "delete from need_survey_answer
                  where person_id = $2
                    and exists (select 1 from need_survey_answer k
                                 where k.person_id = $1 and k.survey_id = need_survey_answer.survey_id)"
            ),
        ),
        (
            "",
            sql!(
                "delete from need_survey_mark
                  where person_id = $2
                    and exists (select 1 from need_survey_mark k
                                 where k.person_id = $1 and k.survey_id = need_survey_mark.survey_id)"
            ),
        ),
        (
            "",
            sql!(
                "delete from need_survey_draft
                  where person_id = $2
                    and exists (select 1 from need_survey_draft k
                                 where k.person_id = $1 and k.survey_id = need_survey_draft.survey_id)"
            ),
        ),
        (
            "wishes",
            sql!(
                "delete from session_wish
                  where person_id = $2
                    and exists (select 1 from session_wish k
                                 where k.person_id = $1
                                   and (k.theme = session_wish.theme or k.module_id = session_wish.module_id))"
            ),
        ),
        // Of two statements for one session, one that nobody has sent yet goes.
        (
            "",
            sql!(
                "delete from pay_statement
                  where trainer_id = $1 and state in ('to_prepare', 'not_applicable')
                    and exists (select 1 from pay_statement g
                                 where g.trainer_id = $2 and g.session_id = pay_statement.session_id
                                   and g.state not in ('to_prepare', 'not_applicable'))"
            ),
        ),
        (
            "",
            sql!(
                "delete from pay_statement
                  where trainer_id = $2
                    and exists (select 1 from pay_statement k
                                 where k.trainer_id = $1 and k.session_id = pay_statement.session_id)"
            ),
        ),
        // Of two places in one cohort, the one that was left goes.
        (
            "",
            sql!(
                "delete from cohort_member
                  where person_id = $1 and state = 'left'
                    and exists (select 1 from cohort_member g
                                 where g.person_id = $2 and g.cohort_id = cohort_member.cohort_id and g.state <> 'left')"
            ),
        ),
        (
            "",
            sql!(
                "delete from cohort_member
                  where person_id = $2
                    and exists (select 1 from cohort_member k
                                 where k.person_id = $1 and k.cohort_id = cohort_member.cohort_id)"
            ),
        ),
        // Who answers for a cohort must not be lost with the double.
        (
            "",
            sql!(
                "delete from cohort_trainer
                  where person_id = $1 and not lead
                    and exists (select 1 from cohort_trainer g
                                 where g.person_id = $2 and g.cohort_id = cohort_trainer.cohort_id and g.lead)"
            ),
        ),
        (
            "",
            sql!(
                "delete from cohort_trainer
                  where person_id = $2
                    and exists (select 1 from cohort_trainer k
                                 where k.person_id = $1 and k.cohort_id = cohort_trainer.cohort_id)"
            ),
        ),
        // A wish for what either of them asked is the same wish twice.
        (
            "wishes",
            sql!(
                "delete from need_wish
                  where person_id = $2
                    and (exists (select 1 from need_wish k where k.person_id = $1 and k.need_id = need_wish.need_id)
                         or exists (select 1 from training_need n where n.id = need_wish.need_id and n.author_id = $1))"
            ),
        ),
        (
            "wishes",
            sql!(
                "delete from need_wish
                  where person_id = $1
                    and exists (select 1 from training_need n where n.id = need_wish.need_id and n.author_id = $2)"
            ),
        ),
        (
            "",
            sql!(
                "delete from need_demand
                  where person_key = $2
                    and exists (select 1 from need_demand k
                                 where k.person_key = $1 and k.school_year = need_demand.school_year
                                   and k.school_id = need_demand.school_id and k.theme = need_demand.theme
                                   and k.discipline = need_demand.discipline)"
            ),
        ),
        ("", sql!("update need_demand set person_key = $1 where person_key = $2")),
        (
            "",
            sql!(
                "update session_trainer set lead = true
                  where person_id = $1
                    and exists (select 1 from session_trainer g
                                 where g.person_id = $2 and g.session_id = session_trainer.session_id and g.lead)"
            ),
        ),
        (
            "trainers",
            sql!(
                "delete from session_trainer
                  where person_id = $2
                    and exists (select 1 from session_trainer k
                                 where k.person_id = $1 and k.session_id = session_trainer.session_id)"
            ),
        ),
        (
            "",
            sql!(
                "delete from record_access
                  where subject_id = $2
                    and exists (select 1 from record_access k
                                 where k.subject_id = $1 and k.day = record_access.day
                                   and k.viewer_id = record_access.viewer_id and k.what = record_access.what)"
            ),
        ),
        (
            "",
            sql!(
                "delete from notice_preference
                  where person_id = $2
                    and exists (select 1 from notice_preference k
                                 where k.person_id = $1 and k.kind = notice_preference.kind)"
            ),
        ),
        ("", sql!("update notice_preference set person_id = $1 where person_id = $2")),
        (
            "",
            sql!("delete from person_distinct where one_id = $2 or other_id = $2 or (one_id = $1 and other_id = $2)"),
        ),
        // An address of the one who goes still opens the door; letters go to the one who stays.
        (
            "",
            sql!(
                "update email set main = false
                  where person_id = $2
                    and exists (select 1 from email k where k.person_id = $1 and k.main and k.ends_at is null)"
            ),
        ),
    ] {
        let rows = tx.query(statement).bind(kept).bind(gone).run().await?;
        if !what.is_empty() && rows > 0 {
            settled.push((what, rows));
        }
    }
    for (what, statement) in [
        // The same thing asked twice waits once.
        (
            "needs",
            sql!(
                "update training_need
                    set state = 'closed', close_reason = '', closed_by = author_id, closed_at = $3,
                        version = version + 1, updated_at = $3
                  where author_id = $2 and state in ('open', 'acknowledged', 'forwarded')
                    and exists (select 1 from training_need k
                                 where k.author_id = $1 and k.school_id = training_need.school_id
                                   and k.theme = training_need.theme and k.discipline = training_need.discipline
                                   and k.state in ('open', 'acknowledged', 'forwarded'))"
            ),
        ),
        (
            "roles",
            sql!(
                "update role_grant set ends_at = $3
                  where person_id = $2 and starts_at <= $3 and (ends_at is null or ends_at > $3)
                    and exists (select 1 from role_grant k
                                 where k.person_id = $1 and k.role = role_grant.role
                                   and (k.node_id = role_grant.node_id
                                        or (k.node_id is null and role_grant.node_id is null))
                                   and k.starts_at <= $3 and k.ends_at is null)"
            ),
        ),
        (
            "",
            sql!(
                "update calendar_feed set revoked_at = $3
                  where person_id = $2 and revoked_at is null
                    and exists (select 1 from calendar_feed k where k.person_id = $1 and k.revoked_at is null)"
            ),
        ),
        // Of two courses under way, the one further on.
        (
            "enrolments",
            sql!(
                "update enrolment set state = 'dropped', dropped_at = $3
                  where person_id = $2 and state in ('enrolled', 'in_progress')
                    and exists (select 1 from enrolment k
                                 where k.person_id = $1 and k.course_slug = enrolment.course_slug
                                   and k.state in ('enrolled', 'in_progress')
                                   and (coalesce(k.percent, 0), k.pages_done, k.seen_at)
                                       >= (coalesce(enrolment.percent, 0), enrolment.pages_done, enrolment.seen_at))"
            ),
        ),
        (
            "enrolments",
            sql!(
                "update enrolment set state = 'dropped', dropped_at = $3
                  where person_id = $1 and state in ('enrolled', 'in_progress')
                    and exists (select 1 from enrolment g
                                 where g.person_id = $2 and g.course_slug = enrolment.course_slug
                                   and g.state in ('enrolled', 'in_progress'))"
            ),
        ),
    ] {
        let rows = tx.query(statement).bind(kept).bind(gone).bind(now).run().await?;
        if !what.is_empty() && rows > 0 {
            settled.push((what, rows));
        }
    }
    // First time, second time…: those of the one who goes come after those of the one who stays.
    let runs = tx
        .query(sql!(
            "update enrolment
                set run = run + (select coalesce(max(k.run), 0) from enrolment k
                                  where k.person_id = $1 and k.course_slug = enrolment.course_slug),
                    person_id = $1
              where person_id = $2"
        ))
        .bind(kept)
        .bind(gone)
        .run()
        .await?;
    settled.push(("enrolment.person_id", runs));
    let places = places(tx, kept, gone, now).await?;
    settled.push(("places", places));
    settled.retain(|(_, rows)| *rows > 0);
    Ok(settled)
}

/// Two places in one session become one, and the seat that comes free is given.
async fn places(tx: &mut Tx, kept: Uuid, gone: Uuid, now: Timestamp) -> Result<u64> {
    let sessions: Vec<(Uuid,)> = tx
        .query(sql!(
            "select s.id from training_session s
              where exists (select 1 from session_place k where k.session_id = s.id and k.person_id = $1)
                and exists (select 1 from session_place g where g.session_id = s.id and g.person_id = $2)
              order by s.id",
            lock
        ))
        .bind(kept)
        .bind(gone)
        .all()
        .await?;
    if sessions.is_empty() {
        return Ok(0);
    }
    let mut rows = tx
        .query(sql!(
            @register
            concat!(
                "delete from session_place where person_id = $2
                    and exists (select 1 from session_place k
                                 where k.person_id = $1 and k.session_id = session_place.session_id and ",
                strength!("k"), " >= ", strength!("session_place"), ")"
            ),
            concat!(
                "delete from session_place where person_id = $2
                    and exists (select 1 from session_place k
                                 where k.person_id = $1 and k.session_id = session_place.session_id and ",
                strength!("k"), " >= ", strength!("session_place"), ")"
            )
        ))
        .bind(kept)
        .bind(gone)
        .run()
        .await?;
    rows += tx
        .query(sql!(
            "delete from session_place where person_id = $1
                and exists (select 1 from session_place g
                             where g.person_id = $2 and g.session_id = session_place.session_id)"
        ))
        .bind(kept)
        .bind(gone)
        .run()
        .await?;
    // One or two in a life: each counts its own seats.
    for (session,) in sessions {
        filling::settle(tx, session, now).await?;
    }
    Ok(rows)
}
