//! Every column that names a person, what a copy of their data holds of it, and what an anonymisation does with it: a new
//! column fails the test until somebody has decided both.

use std::collections::BTreeSet;

/// What a copy holds of a column.
enum Copied {
    /// The list of the document.
    As(&'static str),
    /// Why the document leaves it out.
    Not(&'static str),
}

use Copied::{As, Not};

/// Said of acts on others: the journal, which the copy holds, has them.
const ACT: Copied = Not("an act of the person on somebody else\u{2019}s object: it stands in `journal`");

/// Column, copy, anonymisation.
const COLUMNS: &[(&str, Copied, &str)] = &[
    ("account.person_id", As("account"), "closed, without a password"),
    ("account_link.person_id", Not("the hash of a link: nobody can read it back"), "erased"),
    ("address_change.asked_by", ACT, "erased with it"),
    (
        "address_change.person_id",
        Not("the hash of a link: nobody can read it back; the address it leads to is in `emails`"),
        "erased",
    ),
    ("api_token.person_id", As("api_tokens"), "erased"),
    ("attendance_contest.answered_by", ACT, "kept: who answered, without a name"),
    ("attendance_entry.author_id", ACT, "kept: who wrote it, without a name"),
    ("attestation.person_id", As("attestations"), "kept: others may check it by its code"),
    ("audit_event.actor_id", As("journal"), "kept: the chain breaks otherwise, and it holds no name"),
    ("completion.person_id", As("completions"), "kept: the attestation stands on it"),
    ("data_request.handled_by", ACT, "kept: who answered, without a name"),
    (
        "data_request.person_id",
        As("data_requests"),
        "kept: that it was asked and answered, without its words",
    ),
    ("email.person_id", As("emails"), "erased"),
    ("enrolment.person_id", As("enrolments"), "erased, but for those that ended in a completion"),
    (
        "accompaniment.asked_by",
        As("contributions"),
        "erased when it was not answered, else kept without the name",
    ),
    ("activity_entry.person_id", As("contributions"), "kept, without a name or note"),
    ("advice.answered_by", As("contributions"), "kept, without a name"),
    ("advice.author_id", As("contributions"), "kept, unsigned; drafts are erased"),
    ("bulletin.author_id", As("contributions"), "kept, unsigned; drafts are erased"),
    ("handover.settled_by", ACT, "kept: who settled it, without a name"),
    ("import_batch.applied_by", ACT, "kept: who wrote it, without a name"),
    ("import_batch.created_by", ACT, "kept: who sent it, without a name"),
    ("need_survey.created_by", ACT, "kept: who asked, without a name"),
    ("need_survey_answer.person_id", As("contributions"), "kept as a figure, without a name or text"),
    ("need_survey_draft.person_id", As("contributions"), "erased"),
    (
        "need_survey_mark.person_id",
        Not("only that a survey was answered, without a time: it keeps a second answer out"),
        "kept, without a name",
    ),
    ("need_wish.person_id", As("contributions"), "kept: a count, without a name"),
    ("network_question.author_id", As("contributions"), "kept, without a name"),
    ("network_reply.author_id", As("contributions"), "kept, without a name"),
    ("nomination_rule.updated_by", ACT, "kept: who decided, without a name"),
    ("open_data_file.published_by", ACT, "kept: who published it, without a name"),
    ("project.opinion_by", ACT, "kept: who gave it, without a name"),
    ("project.proposed_by", As("contributions"), "kept, without a name"),
    ("project_step.by_id", ACT, "kept: who took it, without a name"),
    ("training_need.answered_by", ACT, "kept: who answered, without a name"),
    ("training_need.author_id", As("contributions"), "kept as a figure, without a name or text"),
    ("training_need.closed_by", ACT, "kept: who closed it, without a name"),
    ("yearly_report.countersigned_by", ACT, "kept: who signed, without a name"),
    ("yearly_report.person_id", As("contributions"), "kept, without a name"),
    ("yearly_report.received_by", ACT, "kept: who received it, without a name"),
    ("allowance_envelope.notified_by", ACT, "kept: who wrote it, without a name"),
    ("mission_letter.written_by", ACT, "kept: who wrote it, without a name"),
    ("nomination.decided_by", ACT, "kept: who decided, without a name"),
    ("nomination.person_id", As("nominations"), "kept: accounts of the school"),
    ("nomination.proposed_by", ACT, "kept: who proposed, without a name"),
    ("notice.person_id", As("notices"), "erased"),
    ("notice_preference.person_id", As("notice_choices"), "erased"),
    (
        "person.merged_into",
        Not("somebody put together with the person: what they had stands in every list above"),
        "kept, and the name of that row goes too",
    ),
    ("person_distinct.by_id", ACT, "kept: who looked, without a name"),
    ("person_distinct.one_id", Not("two ids, and that they are not one person"), "kept, without a name"),
    ("person_distinct.other_id", Not("two ids, and that they are not one person"), "kept, without a name"),
    ("person_merge.by_id", ACT, "kept: who did it, without a name"),
    ("person_merge.gone_id", Not("history: it counts what moved, and names nothing"), "kept, without a name"),
    ("person_merge.kept_id", Not("history: it counts what moved, and names nothing"), "kept, without a name"),
    ("pay_batch.created_by", ACT, "kept: who made it, without a name"),
    (
        "pay_statement.trainer_id",
        As("contributions"),
        "kept: accounts of the body that pays, without a name or words",
    ),
    ("pay_step.by_id", ACT, "kept: who took it, without a name"),
    ("posting.person_id", As("postings"), "ended, without a name"),
    ("record_access.subject_id", As("looks"), "erased"),
    (
        "record_access.viewer_id",
        Not("belongs to the person who was looked at"),
        "kept for them, without a name",
    ),
    ("role_grant.delegated_by", ACT, "kept: whose delegation, without a name"),
    ("role_grant.granted_by", ACT, "kept: who gave it, without a name"),
    ("role_grant.person_id", As("roles"), "ended, without a name"),
    (
        "calendar_feed.person_id",
        Not("the hash of a secret address: nobody can read it back; what it shows is in `contributions`"),
        "erased",
    ),
    ("cohort.created_by", ACT, "kept: who began it, without a name"),
    ("cohort_extension.by_id", ACT, "kept: who gave more time, without a name"),
    ("cohort_member.added_by", ACT, "kept: who invited, without a name"),
    ("cohort_member.person_id", As("contributions"), "kept: a count, without a name or words"),
    ("cohort_message.author_id", As("contributions"), "kept, without a name"),
    ("cohort_post.author_id", As("contributions"), "kept, without a name"),
    ("cohort_post.hidden_by", ACT, "kept: who took it out of sight, without a name"),
    ("cohort_trainer.person_id", As("contributions"), "kept: who trained, without a name"),
    ("session_place.opinion_by", ACT, "kept: who gave it, without a name"),
    (
        "session_place.person_id",
        As("contributions"),
        "kept: hours that were certified, without a name or words",
    ),
    ("session_step.by_id", ACT, "kept: who took it, without a name"),
    ("session_wish.person_id", As("contributions"), "erased"),
    ("session_trainer.person_id", As("contributions"), "kept: who led it, without a name"),
    ("survey_answer.person_id", As("survey_answers"), "erased"),
    ("summons_rule.updated_by", ACT, "kept: who wrote it, without a name"),
    ("training_session.agreed_by", ACT, "kept: who agreed, without a name"),
    ("training_session.approved_by", ACT, "kept: who approved, without a name"),
    ("training_session.created_by", As("contributions"), "kept, without a name"),
    ("upload.person_id", As("uploads"), "erased, file included"),
    ("webhook.created_by", ACT, "kept: who added it, without a name"),
    ("web_session.person_id", As("logins"), "erased"),
    ("workshop_module.owner_id", As("contributions"), "kept: what colleagues follow, without a name"),
    ("workshop_remark.author_id", As("contributions"), "kept, without a name"),
    ("workshop_save.author_id", As("contributions"), "kept: who saved, without a name"),
];

/// `table.column` of every column that references a person, in the migrations.
pub(crate) fn named() -> BTreeSet<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations");
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "sql") {
            continue;
        }
        let text = std::fs::read_to_string(path).unwrap();
        let mut table = String::new();
        for line in text.lines().map(str::trim).filter(|line| !line.starts_with("--")) {
            let words: Vec<&str> = line.split_whitespace().collect();
            if let ["create" | "alter", "table", name, ..] = words.as_slice() {
                table = (*name).to_owned();
            }
            // A table that was written anew takes the name of the old one.
            if let ["alter", "table", from, "rename", "to", to] = words.as_slice() {
                let (from, to) = (format!("{from}."), format!("{}.", to.trim_end_matches(';')));
                found = found.into_iter().map(|column: String| column.replacen(&from, &to, 1)).collect();
            }
            let column = match words.as_slice() {
                ["alter", "table", _, "add", "column", column, ..] | [column, ..] => *column,
                [] => continue,
            };
            if line.contains("references person (") || column == "actor_id" {
                found.insert(format!("{table}.{column}"));
            }
        }
    }
    found
}

#[test]
fn every_column_that_names_a_person_was_decided_about() {
    let decided: BTreeSet<String> = COLUMNS.iter().map(|(column, ..)| (*column).to_owned()).collect();
    assert_eq!(decided.len(), COLUMNS.len(), "a column stands in the table twice");
    assert_eq!(named(), decided, "columns that name a person, and `columns.rs`");
    let document = include_str!("mod.rs");
    for (column, copied, fate) in COLUMNS {
        assert!(!fate.is_empty(), "{column}");
        match copied {
            As(list) => assert!(document.contains(&format!("    pub {list}: ")), "{column}: no list {list}"),
            Not(reason) => assert!(reason.len() > 20, "{column}: why?"),
        }
    }
}
