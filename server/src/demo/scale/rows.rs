//! Rows in bulk: each table that is filled at scale, and one statement for a thousand of its rows.
//!
//! A row goes to the database as JSON, as imports send theirs: the same text then runs on both, and nothing is sent row
//! by row.

use preau::db::Sql;
use preau::{Conn as _, Db, Result, Tx};
use serde::Serialize;
use sqlx::types::Json;

/// Rows of one statement.
const PIECE: usize = 1_000;
/// Rows that are gathered before a transaction writes them: what is in memory never exceeds this by much.
const GATHERED: usize = 20_000;

/// A row of one table.
pub(super) trait Row: Serialize + Send + Sync {
    /// Inserts the rows of one JSON array.
    fn sql() -> Sql;
}

/// The kinds of columns, as Rust holds them and as each database reads them.
macro_rules! column {
    (rust uuid) => { String };
    (rust maybe_uuid) => { Option<String> };
    (rust text) => { String };
    (rust word) => { &'static str };
    (rust maybe_text) => { Option<String> };
    (rust maybe_word) => { Option<&'static str> };
    (rust bigint) => { i64 };
    (rust maybe_bigint) => { Option<i64> };
    (rust integer) => { i32 };
    (rust maybe_integer) => { Option<i32> };
    (rust boolean) => { bool };
    (rust double) => { f64 };
    (rust json) => { serde_json::Value };
    (sqlite uuid $name:ident) => { concat!("unhex(r.value ->> '", stringify!($name), "')") };
    (sqlite maybe_uuid $name:ident) => { concat!("unhex(r.value ->> '", stringify!($name), "')") };
    (sqlite $kind:ident $name:ident) => { concat!("r.value ->> '", stringify!($name), "'") };
    (postgres uuid) => { "uuid" };
    (postgres maybe_uuid) => { "uuid" };
    (postgres text) => { "text" };
    (postgres word) => { "text" };
    (postgres maybe_text) => { "text" };
    (postgres maybe_word) => { "text" };
    (postgres bigint) => { "bigint" };
    (postgres maybe_bigint) => { "bigint" };
    (postgres integer) => { "integer" };
    (postgres maybe_integer) => { "integer" };
    (postgres boolean) => { "boolean" };
    (postgres double) => { "double precision" };
    (postgres json) => { "jsonb" };
}

macro_rules! tables {
    ($($(#[$doc:meta])* $name:ident, $field:ident, $table:ident {
        $first:ident: $first_kind:ident $(, $column:ident: $kind:ident)* $(,)?
    })+) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Serialize)]
            pub(super) struct $name {
                pub(super) $first: column!(rust $first_kind),
                $(pub(super) $column: column!(rust $kind),)*
            }

            impl Row for $name {
                fn sql() -> Sql {
                    preau::sql!(@register
                        concat!(
                            "insert into ", stringify!($table), " (", stringify!($first),
                            $(", ", stringify!($column),)* ") select ", column!(sqlite $first_kind $first),
                            $(", ", column!(sqlite $kind $column),)* " from json_each($1) r"
                        ),
                        concat!(
                            "insert into ", stringify!($table), " (", stringify!($first),
                            $(", ", stringify!($column),)* ") select r.", stringify!($first),
                            $(", r.", stringify!($column),)* " from jsonb_to_recordset($1) r (",
                            stringify!($first), " ", column!(postgres $first_kind),
                            $(", ", stringify!($column), " ", column!(postgres $kind),)* ")"
                        )
                    )
                }
            }
        )+

        /// What waits to be written, table by table, each after those it points at.
        #[derive(Debug, Default)]
        pub(super) struct Batch {
            $(pub(super) $field: Vec<$name>,)+
        }

        impl Batch {
            fn waiting(&self) -> usize {
                0 $(+ self.$field.len())+
            }

            async fn insert(&mut self, tx: &mut Tx) -> Result<()> {
                $(insert(tx, &mut self.$field).await?;)+
                Ok(())
            }
        }
    };
}

tables! {
    Node, nodes, org_node {
        id: uuid, kind: word, code: text, name: text, name_key: text, parent_id: uuid, path: text, state: word,
        closed_on: maybe_text, successor_id: maybe_uuid, zone: word, created_at: bigint, updated_at: bigint,
    }
    NodeName, names, org_name { id: uuid, node_id: uuid, name: text, starts_on: text }
    NodeParent, parents, org_parent { id: uuid, node_id: uuid, parent_id: uuid, starts_on: text }
    SchoolRow, schools, school {
        node_id: uuid, uai: text, nature_code: word, kind: word, sector: word, address: text, commune: text,
        department: word, latitude: double, longitude: double, mailbox: text, pupils: integer,
        hosts_referent: boolean, vacant_since: bigint, source: word,
    }
    PersonRow, people, person {
        id: uuid, given_name: text, usual_name: text, name_key: text, discipline: maybe_word, school: text,
        reading: json, created_at: bigint, updated_at: bigint,
    }
    Email, emails, email {
        id: uuid, person_id: uuid, address: text, address_key: text, main: boolean, starts_at: bigint,
        ends_at: maybe_bigint,
    }
    AccountRow, accounts, account {
        person_id: uuid, state: word, password_hash: maybe_text, password_changed_at: maybe_bigint, created_at: bigint,
        updated_at: bigint,
    }
    Posting, postings, posting {
        id: uuid, person_id: uuid, school_id: uuid, discipline: maybe_word, main: boolean, employment_status: word,
        starts_at: bigint, ends_at: maybe_bigint, source: word, created_at: bigint,
    }
    Grant, grants, role_grant {
        id: uuid, person_id: uuid, role: word, node_id: uuid, starts_at: bigint, reason: word,
    }
    Nomination, nominations, nomination {
        id: uuid, school_id: uuid, person_id: uuid, school_year: text, starts_at: bigint, ends_at: bigint, state: word,
        share_percent: integer, reward: word, scheme_code: maybe_text, scheme_version: maybe_integer,
        amount_cents: maybe_bigint, relief_minutes: maybe_integer, proposed_at: bigint, answered_at: maybe_bigint,
        submitted_at: maybe_bigint, decided_at: maybe_bigint, report_filed_at: maybe_bigint, created_at: bigint,
        updated_at: bigint,
    }
    Letter, letters, mission_letter {
        nomination_id: uuid, number: integer, letter: json, written_at: bigint, accepted_at: maybe_bigint,
        in_force_at: maybe_bigint,
    }
    Envelope, envelopes, allowance_envelope {
        school_id: uuid, school_year: text, amount_cents: bigint, updated_at: bigint,
    }
    Survey, surveys, need_survey {
        id: uuid, school_id: uuid, school_year: text, title: word, state: word, created_by: uuid, opened_at: bigint,
        closed_at: bigint, invited: integer, created_at: bigint, updated_at: bigint,
    }
    Mark, marks, need_survey_mark { survey_id: uuid, person_id: uuid }
    Answer, answers, need_survey_answer {
        id: uuid, survey_id: uuid, person_id: maybe_uuid, discipline: word, modality: word, urgency: word,
    }
    Line, lines, need_survey_line { id: uuid, answer_id: uuid, theme: word, level: word }
    Need, needs, training_need {
        id: uuid, school_id: uuid, school_year: text, author_id: uuid, theme: word, discipline: word, level: word,
        modality: word, urgency: word, survey_id: maybe_uuid, state: word, acknowledged_at: maybe_bigint,
        forwarded_to: maybe_uuid, forwarded_at: maybe_bigint, created_at: bigint, updated_at: bigint,
    }
    Demand, demands, need_demand {
        school_year: text, school_id: uuid, person_key: uuid, theme: word, discipline: word,
    }
    Bulletin, bulletins, bulletin {
        id: uuid, school_id: uuid, author_id: uuid, school_year: text, title: word, body: word, state: word, salt: text,
        created_at: bigint, updated_at: bigint, published_at: bigint,
    }
    Accompaniment, accompaniments, accompaniment {
        id: uuid, school_id: uuid, school_year: text, state: word, topic: word, on_day: text, minutes: integer,
        people: integer, created_at: bigint, updated_at: bigint,
    }
    Activity, activities, activity_entry {
        id: uuid, school_id: uuid, person_id: uuid, school_year: text, on_day: text, mission: word, minutes: integer,
        people: integer, note: word, state: word, created_at: bigint, updated_at: bigint,
    }
    Programme, programmes, plan_programme {
        id: uuid, plan_id: uuid, priority_id: uuid, position: integer, code: text, title: text, aim: word,
        audience: word, enrolment_mode: word, state: word, created_at: bigint, updated_at: bigint,
    }
    Module, modules, plan_module {
        id: uuid, plan_id: uuid, programme_id: uuid, position: integer, code: text, title: text, objectives: word,
        onsite_min: integer, remote_min: integer, disciplines: json, level: word, min_size: integer, max_size: integer,
        planned_groups: integer, group_cost_cents: bigint, state: word, search_key: text, created_at: bigint,
        updated_at: bigint,
    }
    SessionRow, sessions, training_session {
        id: uuid, host_id: uuid, level: word, node_id: uuid, school_year: text, module_id: maybe_uuid, title: text,
        aim: word, theme: maybe_word, disciplines: json, depth: word, modality: word, room: word, capacity: integer,
        overbooking_percent: integer, min_size: integer, waitlist: boolean, promotion: word, gate: word,
        informal: boolean, in_class_time: boolean, paid: boolean, starts_at: bigint, ends_at: bigint, state: word,
        state_at: bigint, taken: integer, waiting: integer, last_rank: integer, created_by: uuid, reason: word,
        attendance_closed_at: maybe_bigint, created_at: bigint, updated_at: bigint,
    }
    SlotRow, slots, session_slot { id: uuid, session_id: uuid, starts_at: bigint, ends_at: bigint }
    Trainer, trainers, session_trainer { session_id: uuid, person_id: uuid, lead: boolean }
    PlaceRow, places, session_place {
        id: uuid, session_id: uuid, person_id: uuid, school_id: uuid, state: word, source: word, rank: maybe_integer,
        opinion_due_at: maybe_bigint, state_at: bigint, created_at: bigint, updated_at: bigint,
    }
    Attendance, attendance, attendance_entry {
        id: uuid, place_id: uuid, slot_id: uuid, value: word, minutes: integer, remote: boolean, source: word,
        pending: boolean, excuse: word, author_id: uuid, at: bigint,
    }
    Enrolment, enrolments, enrolment {
        id: uuid, person_id: uuid, course_slug: text, version_id: uuid, run: integer, state: word, started_at: bigint,
        seen_at: bigint, last_page: maybe_text, pages_done: integer, pages_required: integer, percent: maybe_integer,
        completed_at: maybe_bigint, dropped_at: maybe_bigint,
    }
    Progress, progress, page_progress {
        enrolment_id: uuid, page_key: text, seen_at: bigint, done_at: maybe_bigint,
    }
    Completion, completions, completion {
        id: uuid, enrolment_id: uuid, person_id: uuid, course_slug: text, version_id: uuid, semver: text, checksum: text,
        title: text, minutes: integer, competences: json, started_at: bigint, completed_at: bigint, school_year: text,
    }
}

impl Batch {
    /// Writes what waits once there is enough of it; gives the number of rows written.
    pub(super) async fn settle(&mut self, db: &Db) -> Result<usize> {
        if self.waiting() < GATHERED { Ok(0) } else { self.write(db).await }
    }

    /// Writes what waits, in one transaction.
    pub(super) async fn write(&mut self, db: &Db) -> Result<usize> {
        let count = self.waiting();
        let mut tx = db.begin().await?;
        self.insert(&mut tx).await?;
        tx.commit().await?;
        Ok(count)
    }
}

async fn insert<R: Row>(tx: &mut Tx, rows: &mut Vec<R>) -> Result<()> {
    for piece in rows.chunks(PIECE) {
        tx.query(R::sql()).bind(Json(piece)).run().await?;
    }
    rows.clear();
    Ok(())
}
