-- Which mail carries a notice: written before it leaves, so that no other mail carries it too.
alter table notice add column mail_job uuid;
create index notice_by_mail on notice (mail_job) where mail_job is not null;

-- Who looked at a person's record, and when: one line a day for the same two people and the same thing.
create table record_access (
    subject_id uuid not null references person (id) on delete cascade,
    viewer_id uuid not null references person (id),
    -- What was looked at: `seen-…` in the catalogues.
    what text not null,
    -- Days since 1970, UTC.
    day integer not null,
    times integer not null,
    first_at bigint not null,
    last_at bigint not null,
    primary key (subject_id, day, viewer_id, what)
);
create index record_access_by_age on record_access (last_at);
create index record_access_by_viewer on record_access (viewer_id);

-- What people ask about their own data: answered within a month, or three with a reason.
create table data_request (
    id uuid primary key,
    person_id uuid not null references person (id),
    kind text not null check (kind in ('rectification', 'erasure', 'restriction', 'objection')),
    body text not null,
    state text not null check (state in ('open', 'extended', 'answered', 'withdrawn')),
    opened_at bigint not null,
    due_at bigint not null,
    extension_reason text,
    outcome text check (outcome in ('granted', 'partly', 'refused')),
    answer text,
    handled_by uuid references person (id),
    closed_at bigint,
    version integer not null default 1
);
-- A form sent twice asks once.
create unique index data_request_living on data_request (person_id, kind) where state in ('open', 'extended');
create index data_request_by_state on data_request (state, due_at);
create index data_request_by_person on data_request (person_id, opened_at);

-- The end of an account. An anonymised one stays `deactivated`, and says so here.
alter table account add column warned_at bigint;
alter table account add column deactivated_at bigint;
alter table account add column anonymised_at bigint;
-- Why nothing may be erased for now: a dispute, an inspection.
alter table account add column hold_reason text;
