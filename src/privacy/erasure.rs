//! What an anonymisation erases, what it must keep, and why; then doing it (RGPD, article 17).
//!
//! What is left of a person is a row without a name, so that what others rely on stays whole: attestations that anyone
//! may check, mandates and postings of a school, the journal of acts. Files go after the commit, by a job, when nobody
//! else handed in the same; that job also folds SQLite's log, and pages that are freed are overwritten (`db.rs`).

use serde::Serialize;
use serde_json::json;
use uuid::Uuid;

use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::referent::period;
use crate::session::sign_up;
use crate::{jobs, sql};

/// Kind of the jobs that remove files from the disk: payload `{files: [sha256…]}`.
pub const FORGET: &str = "privacy.forget";

/// What becomes of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    Erased,
    /// Stays, without the name.
    Unnamed,
    /// Stays as it is, for the reason `erasure-why-…` of the catalogues.
    Kept(&'static str),
}

/// A line of the plan: what (`erasure-what-…`), how many, and what becomes of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Item {
    pub what: &'static str,
    pub count: i64,
    pub fate: Fate,
}

#[derive(sqlx::FromRow)]
struct Counts {
    addresses: i64,
    logins: i64,
    tokens: i64,
    links: i64,
    letters: i64,
    notices: i64,
    looks: i64,
    unfinished: i64,
    traces: i64,
    productions: i64,
    uploads: i64,
    surveys: i64,
    completions: i64,
    attestations: i64,
    roles: i64,
    postings: i64,
    nominations: i64,
    requests: i64,
    words: i64,
    writings: i64,
    events: i64,
}

/// What anonymising a person would do. Changes nothing.
pub async fn plan(db: &mut impl Conn, allowed: Allowed<Uuid>) -> Result<Vec<Item>> {
    let counts: Counts = db
        .query(sql!(
            "select (select count(*) from email where person_id = $1) as addresses,
                    (select count(*) from web_session where person_id = $1) as logins,
                    (select count(*) from api_token where person_id = $1) as tokens,
                    (select count(*) from account_link where person_id = $1) as links,
                    (select count(*) from job
                      where kind = 'mail' and state <> 'done'
                        and lower(payload ->> 'to') in (select address_key from email where person_id = $1)) as letters,
                    (select count(*) from notice where person_id = $1) as notices,
                    (select count(*) from record_access where subject_id = $1) as looks,
                    (select count(*) from enrolment e
                      where e.person_id = $1
                        and not exists (select 1 from completion c where c.enrolment_id = e.id)) as unfinished,
                    (select count(*) from page_progress g join enrolment e on e.id = g.enrolment_id
                      where e.person_id = $1) as traces,
                    (select count(*) from production o join enrolment e on e.id = o.enrolment_id
                      where e.person_id = $1) as productions,
                    (select count(*) from upload where person_id = $1) as uploads,
                    (select count(*) from survey_answer where person_id = $1) as surveys,
                    (select count(*) from completion where person_id = $1) as completions,
                    (select count(*) from attestation where person_id = $1) as attestations,
                    (select count(*) from role_grant where person_id = $1) as roles,
                    (select count(*) from posting where person_id = $1) as postings,
                    (select count(*) from nomination where person_id = $1) as nominations,
                    (select count(*) from data_request where person_id = $1) as requests,
                    (select count(*) from training_need
                      where author_id = $1 and (body <> '' or team <> '' or close_reason <> ''))
                        + (select count(*) from need_survey_answer where person_id = $1 and body <> '')
                        + (select count(*) from need_survey_draft where person_id = $1)
                        + (select count(*) from accompaniment
                            where asked_by = $1 and state in ('asked', 'cancelled'))
                        + (select count(*) from activity_entry where person_id = $1 and note <> '')
                        + (select count(*) from bulletin where author_id = $1 and state = 'draft')
                        + (select count(*) from advice where author_id = $1 and state = 'draft') as words,
                    (select count(*) from bulletin where author_id = $1 and state <> 'draft')
                        + (select count(*) from advice where author_id = $1 and state <> 'draft')
                        + (select count(*) from project where proposed_by = $1)
                        + (select count(*) from network_question where author_id = $1)
                        + (select count(*) from network_reply where author_id = $1)
                        + (select count(*) from yearly_report where person_id = $1) as writings,
                    (select count(*) from audit_event where actor_id = $1) as events"
        ))
        .bind(*allowed.thing())
        .one()
        .await?;
    let item = |what, count, fate| Item { what, count, fate };
    Ok(vec![
        item("identity", 1, Fate::Erased),
        item("addresses", counts.addresses, Fate::Erased),
        item("access", counts.logins + counts.tokens + counts.links, Fate::Erased),
        item("letters", counts.letters, Fate::Erased),
        item("notices", counts.notices, Fate::Erased),
        item("looks", counts.looks, Fate::Erased),
        item("unfinished", counts.unfinished, Fate::Erased),
        item("traces", counts.traces, Fate::Erased),
        item("productions", counts.productions + counts.uploads, Fate::Erased),
        item("surveys", counts.surveys, Fate::Erased),
        item("words", counts.words, Fate::Erased),
        item("writings", counts.writings, Fate::Unnamed),
        item("requests", counts.requests, Fate::Unnamed),
        item("roles", counts.roles, Fate::Unnamed),
        item("postings", counts.postings, Fate::Unnamed),
        item("nominations", counts.nominations, Fate::Kept("nominations")),
        item("completions", counts.completions, Fate::Kept("completions")),
        item("attestations", counts.attestations, Fate::Kept("attestations")),
        item("journal", counts.events, Fate::Kept("journal")),
    ])
}

/// Does what [`plan`] says. The rules stand in [`super::account`]: call that.
///
/// The name goes first, so that nothing that follows writes it down again; then what others wait for (mandates end, seats
/// go to the next); last what was kept for the person alone, the notices of this very act included.
pub(super) async fn erase(tx: &mut Tx, allowed: Allowed<Uuid>, now: Timestamp) -> Result<()> {
    let person = *allowed.thing();
    let files: Vec<(String,)> = tx
        .query(sql!("select distinct sha256 from upload where person_id = $1 order by sha256 limit 100000"))
        .bind(person)
        .all()
        .await?;
    unsign(tx, person).await?;
    tx.query(sql!(
        "update person set given_name = '', usual_name = 'Anonyme', name_key = 'anonyme', discipline = null,
                           school = null, reading = '{}', updated_at = $2
          where id = $1 or merged_into = $1"
    ))
    .bind(person)
    .bind(now)
    .run()
    .await?;
    leave_schools(tx, person, now).await?;
    sign_up::give_all_back(tx, allowed, now).await?;
    forget_told(tx, person).await?;
    for statement in [
        // Letters that have not left yet, the dead ones included.
        sql!(
            "delete from job
              where kind = 'mail' and state <> 'done'
                and lower(payload ->> 'to') in (select address_key from email where person_id = $1)"
        ),
        sql!("delete from email where person_id = $1"),
        sql!("delete from web_session where person_id = $1"),
        sql!("delete from api_token where person_id = $1"),
        sql!("delete from session_wish where person_id = $1"),
        sql!("delete from calendar_feed where person_id = $1"),
        sql!("delete from account_link where person_id = $1"),
        sql!("delete from address_change where person_id = $1"),
        sql!("delete from notice where person_id = $1"),
        sql!("delete from notice_preference where person_id = $1"),
        sql!("delete from record_access where subject_id = $1"),
        sql!("delete from survey_answer where person_id = $1"),
        sql!("delete from production where enrolment_id in (select id from enrolment where person_id = $1)"),
        sql!("delete from upload where person_id = $1"),
        // Answers go with their attempts.
        sql!("delete from attempt where enrolment_id in (select id from enrolment where person_id = $1)"),
        sql!(
            "delete from checklist_tick where enrolment_id in (select id from enrolment where person_id = $1)"
        ),
        sql!("delete from survey_done where enrolment_id in (select id from enrolment where person_id = $1)"),
        sql!(
            "delete from page_progress where enrolment_id in (select id from enrolment where person_id = $1)"
        ),
        sql!(
            "delete from enrolment
              where person_id = $1
                and not exists (select 1 from completion c where c.enrolment_id = enrolment.id)"
        ),
        sql!("update role_grant set reason = '' where person_id = $1"),
        // A place in a session stays, since hours were certified on it; the words about the person go.
        sql!(
            "update session_place set motive = '', opinion_reason = '', reason = ''
              where person_id = $1 and (motive <> '' or opinion_reason <> '' or reason <> '')"
        ),
        sql!(
            "update session_step set reason = ''
              where reason <> '' and place_id in (select id from session_place where person_id = $1)"
        ),
        // Accounts stay; the words about the person go.
        sql!("update pay_statement set reason = '' where trainer_id = $1 and reason <> ''"),
        sql!(
            "update pay_step set reason = ''
              where reason <> '' and statement_id in (select id from pay_statement where trainer_id = $1)"
        ),
        sql!(
            "update attendance_contest set words = '', answer_words = ''
              where place_id in (select id from session_place where person_id = $1)"
        ),
        // Personal: what they said for themselves. That a need was stated, and by how many, is the school's figure.
        sql!("update training_need set body = '', team = '', close_reason = '' where author_id = $1"),
        sql!("update need_survey_answer set body = '' where person_id = $1"),
        sql!("delete from need_survey_draft where person_id = $1"),
        sql!("delete from accompaniment where asked_by = $1 and state in ('asked', 'cancelled')"),
        sql!("update accompaniment set asked_by = null where asked_by = $1"),
        sql!("update activity_entry set note = '' where person_id = $1"),
        // Not said to anybody yet.
        sql!("delete from bulletin where author_id = $1 and state = 'draft'"),
        sql!("delete from advice where author_id = $1 and state = 'draft'"),
        sql!(
            "update yearly_report set difficulties = '', wishes = '', remarks = ''
              where person_id = $1 and state = 'draft'"
        ),
        // A place in a cohort stays as a count; what was said of the person, and to them, goes.
        sql!("update cohort_member set note = '' where person_id = $1 and note <> ''"),
        sql!(
            "delete from cohort_letter where member_id in (select id from cohort_member where person_id = $1)"
        ),
        sql!(
            "update data_request set body = '', answer = null, extension_reason = null where person_id = $1"
        ),
    ] {
        tx.query(statement).bind(person).run().await?;
    }
    for statement in [
        sql!("update role_grant set ends_at = $2 where person_id = $1 and (ends_at is null or ends_at > $2)"),
        sql!(
            "update data_request set state = 'withdrawn', closed_at = $2
              where person_id = $1 and state in ('open', 'extended')"
        ),
        sql!(
            "update account set state = 'deactivated', password_hash = null, anonymised_at = $2, updated_at = $2
              where person_id = $1"
        ),
    ] {
        tx.query(statement).bind(person).bind(now).run().await?;
    }
    let files: Vec<String> = files.into_iter().map(|file| file.0).collect();
    jobs::enqueue(tx, FORGET, &json!({ "files": files }), None, now, now).await
}

/// What the person wrote for an institution (bulletins, advice, projects, the network, reports) stays, without their name:
/// nor does it stay as a signature under the text.
async fn unsign(tx: &mut Tx, person: Uuid) -> Result<()> {
    let (given, usual): (String, String) =
        tx.query(sql!("select given_name, usual_name from person where id = $1")).bind(person).one().await?;
    // One word alone may be a word of the text.
    if given.trim().is_empty() || usual.trim().is_empty() {
        return Ok(());
    }
    for statement in [
        sql!(
            "update bulletin set title = replace(replace(title, $2, '…'), $3, '…'),
                                 body = replace(replace(body, $2, '…'), $3, '…')
              where author_id = $1"
        ),
        sql!(
            "update advice set title = replace(replace(title, $2, '…'), $3, '…'),
                               body = replace(replace(body, $2, '…'), $3, '…')
              where author_id = $1"
        ),
        sql!("update advice set answer = replace(replace(answer, $2, '…'), $3, '…') where answered_by = $1"),
        sql!(
            "update project set title = replace(replace(title, $2, '…'), $3, '…'),
                                summary = replace(replace(summary, $2, '…'), $3, '…'),
                                review = replace(replace(review, $2, '…'), $3, '…')
              where proposed_by = $1"
        ),
        sql!(
            "update network_question set title = replace(replace(title, $2, '…'), $3, '…'),
                                         body = replace(replace(body, $2, '…'), $3, '…')
              where author_id = $1"
        ),
        sql!("update network_reply set body = replace(replace(body, $2, '…'), $3, '…') where author_id = $1"),
        sql!(
            "update yearly_report set difficulties = replace(replace(difficulties, $2, '…'), $3, '…'),
                                      wishes = replace(replace(wishes, $2, '…'), $3, '…'),
                                      remarks = replace(replace(remarks, $2, '…'), $3, '…')
              where person_id = $1"
        ),
    ] {
        tx.query(statement)
            .bind(person)
            .bind(format!("{given} {usual}"))
            .bind(format!("{usual} {given}"))
            .run()
            .await?;
    }
    Ok(())
}

/// Ends the postings, and at once the mandates that stand on them: the school is vacant the same day.
async fn leave_schools(tx: &mut Tx, person: Uuid, now: Timestamp) -> Result<()> {
    tx.query(sql!(
        "update posting set ends_at = $2 where person_id = $1 and (ends_at is null or ends_at > $2)"
    ))
    .bind(person)
    .bind(now)
    .run()
    .await?;
    let schools: Vec<(Uuid,)> = tx
        .query(sql!(
            "select distinct school_id from nomination
              where person_id = $1 and state = 'active' and ends_at > $2
              order by school_id
              limit 100"
        ))
        .bind(person)
        .bind(now)
        .all()
        .await?;
    // One or two: each is counted anew.
    for (school,) in schools {
        period::posting_ended(tx, person, school, now).await?;
    }
    Ok(())
}

/// Removes what heads and managers were told of the person's mandates: these notices hold the name.
async fn forget_told(tx: &mut Tx, person: Uuid) -> Result<()> {
    let mandates: Vec<(Uuid,)> = tx
        .query(sql!("select id from nomination where person_id = $1 order by id limit 1000"))
        .bind(person)
        .all()
        .await?;
    let paths: Vec<String> = mandates
        .into_iter()
        .flat_map(|(id,)| {
            ["/direction/nominations", "/pilotage/nominations"].map(|door| format!("{door}/{id}"))
        })
        .collect();
    tx.query(sql! {
        sqlite: "delete from notice where path in (select j.value from json_each($1) as j)",
        postgres: "delete from notice
                    where path in (select j.value from jsonb_array_elements_text($1) as j (value))",
    })
    .bind(sqlx::types::Json(paths))
    .run()
    .await?;
    Ok(())
}

/// Those of some files that nobody has handed in any more.
pub async fn unused(db: &mut impl Conn, files: &[String]) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = db
        .query(sql! {
            sqlite: "select j.value from json_each($1) as j
                      where not exists (select 1 from upload u where u.sha256 = j.value) order by j.value",
            postgres: "select j.value from jsonb_array_elements_text($1) as j (value)
                        where not exists (select 1 from upload u where u.sha256 = j.value) order by j.value",
        })
        .bind(sqlx::types::Json(files))
        .all()
        .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}
