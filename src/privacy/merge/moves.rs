//! What becomes of each column that names a person when two are put together.
//!
//! What belongs to somebody goes with them. What somebody did on another person's object keeps saying under which
//! identity it was done: that row of `person` stays, and says who it is now. A test holds this list against the
//! migrations: a new column fails it until somebody has decided.

use crate::db::Sql;
use crate::sql;

/// What becomes of a column.
#[derive(Debug, Clone, Copy)]
pub(super) enum Fate {
    /// Every row that is left goes over, `$1` from and `$2` to.
    Moves(Sql),
    /// It has a rule of its own in [`super`].
    #[cfg_attr(not(test), expect(dead_code, reason = "why, for the reader and the test"))]
    Settled(&'static str),
    #[cfg_attr(not(test), expect(dead_code, reason = "why, for the reader and the test"))]
    Stays(&'static str),
}

use Fate::{Moves, Settled, Stays};

/// The rows of a column that name somebody name somebody else.
macro_rules! moves {
    ($table:literal, $column:literal) => {
        Moves(sql!(
            @register
            concat!("update ", $table, " set ", $column, " = $2 where ", $column, " = $1"),
            concat!("update ", $table, " set ", $column, " = $2 where ", $column, " = $1")
        ))
    };
}

/// Said of acts on others.
const ACT: Fate = Stays("an act: it was done under that identity, which says who it is now");

/// Column, fate: in the order in which they move.
pub(super) fn all() -> Vec<(&'static str, Fate)> {
    vec![
        ("account.person_id", Settled("one of the two accounts is kept")),
        ("account_link.person_id", Settled("a link opens one account, and would open another one: it ends")),
        ("address_change.person_id", Settled("a link that opens one account: it ends")),
        ("address_change.asked_by", ACT),
        ("api_token.person_id", Settled("ends before it moves: a program acts for one account")),
        ("web_session.person_id", Settled("ends: whoever comes back logs in with the account that is kept")),
        ("notice_preference.person_id", Settled("the choices of the one who stays hold")),
        ("enrolment.person_id", Settled("runs are counted on; of two under way the one further on stays")),
        ("calendar_feed.person_id", moves!("calendar_feed", "person_id")),
        ("email.person_id", moves!("email", "person_id")),
        ("role_grant.person_id", moves!("role_grant", "person_id")),
        ("role_grant.granted_by", moves!("role_grant", "granted_by")),
        ("role_grant.delegated_by", moves!("role_grant", "delegated_by")),
        ("posting.person_id", moves!("posting", "person_id")),
        ("nomination.person_id", moves!("nomination", "person_id")),
        ("nomination.proposed_by", moves!("nomination", "proposed_by")),
        ("activity_entry.person_id", moves!("activity_entry", "person_id")),
        ("yearly_report.person_id", moves!("yearly_report", "person_id")),
        ("bulletin.author_id", moves!("bulletin", "author_id")),
        ("project.proposed_by", moves!("project", "proposed_by")),
        ("accompaniment.asked_by", moves!("accompaniment", "asked_by")),
        ("advice.author_id", moves!("advice", "author_id")),
        ("network_question.author_id", moves!("network_question", "author_id")),
        ("network_reply.author_id", moves!("network_reply", "author_id")),
        ("need_survey.created_by", moves!("need_survey", "created_by")),
        ("need_survey_answer.person_id", moves!("need_survey_answer", "person_id")),
        ("need_survey_draft.person_id", moves!("need_survey_draft", "person_id")),
        ("need_survey_mark.person_id", moves!("need_survey_mark", "person_id")),
        ("need_wish.person_id", moves!("need_wish", "person_id")),
        ("training_need.author_id", moves!("training_need", "author_id")),
        // Who closed their own need is known by being its author.
        ("training_need.closed_by", moves!("training_need", "closed_by")),
        ("upload.person_id", moves!("upload", "person_id")),
        ("completion.person_id", moves!("completion", "person_id")),
        // The name of the holder stands in the signed statement, as it was issued.
        ("attestation.person_id", moves!("attestation", "person_id")),
        ("survey_answer.person_id", moves!("survey_answer", "person_id")),
        ("session_place.person_id", moves!("session_place", "person_id")),
        ("session_wish.person_id", moves!("session_wish", "person_id")),
        ("session_trainer.person_id", moves!("session_trainer", "person_id")),
        ("training_session.created_by", moves!("training_session", "created_by")),
        ("workshop_module.owner_id", moves!("workshop_module", "owner_id")),
        ("workshop_save.author_id", moves!("workshop_save", "author_id")),
        ("workshop_remark.author_id", moves!("workshop_remark", "author_id")),
        ("cohort_trainer.person_id", moves!("cohort_trainer", "person_id")),
        ("cohort_member.person_id", moves!("cohort_member", "person_id")),
        ("cohort_message.author_id", moves!("cohort_message", "author_id")),
        ("cohort_post.author_id", moves!("cohort_post", "author_id")),
        ("pay_statement.trainer_id", moves!("pay_statement", "trainer_id")),
        ("notice.person_id", moves!("notice", "person_id")),
        ("record_access.subject_id", moves!("record_access", "subject_id")),
        ("data_request.person_id", moves!("data_request", "person_id")),
        ("import_batch.created_by", moves!("import_batch", "created_by")),
        // Somebody who was put together with the one who goes is now the one who stays.
        ("person.merged_into", moves!("person", "merged_into")),
        ("person_distinct.one_id", Settled("said of somebody who is no longer listed: it goes")),
        ("person_distinct.other_id", Settled("said of somebody who is no longer listed: it goes")),
        ("person_distinct.by_id", ACT),
        ("person_merge.kept_id", Stays("history: it says what was done then")),
        ("person_merge.gone_id", Stays("history: it says what was done then")),
        ("person_merge.by_id", ACT),
        ("audit_event.actor_id", Stays("the chain breaks otherwise")),
        ("attendance_entry.author_id", Stays("append-only")),
        ("record_access.viewer_id", Stays("belongs to the person who was looked at")),
        ("attendance_contest.answered_by", ACT),
        ("data_request.handled_by", ACT),
        ("handover.settled_by", ACT),
        ("import_batch.applied_by", ACT),
        ("advice.answered_by", ACT),
        ("nomination_rule.updated_by", ACT),
        ("project.opinion_by", ACT),
        ("project_step.by_id", ACT),
        ("training_need.answered_by", ACT),
        ("yearly_report.countersigned_by", ACT),
        ("yearly_report.received_by", ACT),
        ("allowance_envelope.notified_by", ACT),
        ("mission_letter.written_by", ACT),
        ("nomination.decided_by", ACT),
        ("session_place.opinion_by", ACT),
        ("session_step.by_id", ACT),
        ("summons_rule.updated_by", ACT),
        ("cohort.created_by", ACT),
        ("cohort_member.added_by", ACT),
        ("cohort_extension.by_id", ACT),
        ("cohort_post.hidden_by", ACT),
        ("pay_batch.created_by", ACT),
        ("pay_step.by_id", ACT),
        ("open_data_file.published_by", ACT),
        ("webhook.created_by", ACT),
        ("training_session.agreed_by", ACT),
        ("training_session.approved_by", ACT),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_column_that_names_a_person_has_a_fate() {
        let decided: BTreeSet<String> = all().iter().map(|(column, _)| (*column).to_owned()).collect();
        assert_eq!(decided.len(), all().len(), "a column stands in the list twice");
        assert_eq!(
            crate::access::export::columns::named(),
            decided,
            "columns that name a person, and what a merge does with them"
        );
        for (column, fate) in all() {
            match fate {
                Settled(why) | Stays(why) => assert!(why.len() > 10, "{column}: why?"),
                Moves(sql) => {
                    let (table, name) = column.split_once('.').unwrap();
                    let text = format!("update {table} set {name} = $2 where {name} = $1");
                    assert_eq!((sql.sqlite, sql.postgres), (text.as_str(), text.as_str()), "{column}");
                }
            }
        }
    }
}
