-- Presence: what each half-day says of each person, what they contest, and the attestations that stand on it.

-- Append-only: the value that counts is the entry that no other one follows; a correction is a new entry with a reason.
create table attendance_entry (
    id uuid primary key,
    place_id uuid not null references session_place (id),
    -- A half-day goes only before the session begins: then at most an absence was announced for it.
    slot_id uuid not null references session_slot (id) on delete cascade,
    value text not null check (value in ('present', 'late', 'left_early', 'absent', 'excused')),
    -- Of presence.
    minutes integer not null check (minutes between 0 and 1440),
    -- Followed at a distance: in a blended session each half-day says it.
    remote boolean not null,
    source text not null check (source in ('trainer', 'self_code', 'paper', 'remote_log', 'announced')),
    -- Typed by the participant: a trainer confirms it, or writes something else.
    pending boolean not null,
    -- Of a closed list of neutral words, never a matter of health; empty for anything but an excuse.
    excuse text not null default '' check (excuse in ('', 'service', 'other')),
    author_id uuid references person (id),
    at bigint not null,
    -- Of a correction.
    reason text not null default '',
    previous uuid references attendance_entry (id) on delete cascade,
    -- Drawn by the form or the phone that sent it: what is sent twice is written once.
    act_key text
);
create index attendance_entry_in_order on attendance_entry (place_id, slot_id, at);
create index attendance_entry_by_slot on attendance_entry (slot_id);
-- One first entry, and one correction of each entry: two people cannot both follow what they saw.
create unique index attendance_entry_first on attendance_entry (place_id, slot_id) where previous is null;
create unique index attendance_entry_next on attendance_entry (previous) where previous is not null;
create unique index attendance_entry_once on attendance_entry (act_key, place_id, slot_id) where act_key is not null;

-- A participant says that a value is not right; the answer stands beside it, and both stay.
create table attendance_contest (
    id uuid primary key,
    place_id uuid not null references session_place (id),
    slot_id uuid not null references session_slot (id),
    -- The value that is contested, once.
    entry_id uuid not null references attendance_entry (id),
    words text not null,
    at bigint not null,
    answer text check (answer in ('kept', 'corrected')),
    answer_words text not null default '',
    answered_by uuid references person (id),
    answered_at bigint
);
create unique index attendance_contest_once on attendance_contest (entry_id);
create index attendance_contest_by_place on attendance_contest (place_id, at);

-- A participant agrees with all values: when everybody has, nobody waits for the end of the seven days.
create table attendance_agreement (
    id uuid primary key,
    place_id uuid not null references session_place (id),
    at bigint not null
);
create index attendance_agreement_by_place on attendance_agreement (place_id, at);

-- What the code on the screen is made of.
create table attendance_secret (
    session_id uuid primary key references training_session (id) on delete cascade,
    secret text not null,
    created_at bigint not null
);

-- Codes that a participant typed and that were not the right ones, for the trainer.
create table attendance_try (
    place_id uuid primary key references session_place (id) on delete cascade,
    tries integer not null,
    last_at bigint not null
);

alter table training_session add column attendance_closed_at bigint;
-- Reminders to close, sent so far: on the last day, and 7, 14, 21 days later.
alter table training_session add column attendance_reminders integer not null default 0;

-- An attestation stands on a completion or on a place in a session. Written anew, because one of the two databases
-- cannot take a `not null` back; what hangs on it first, so that no reference is broken on the way.
create table attestation_next (
    id uuid primary key,
    number text not null unique,
    code text not null unique,
    completion_id uuid references completion (id),
    place_id uuid references session_place (id),
    person_id uuid not null references person (id),
    -- What is attested, as signed: exact text, byte for byte.
    statement text not null,
    signature text not null,
    key_id uuid not null references signing_key (id),
    state text not null check (state in ('issued', 'revoked', 'replaced')),
    replaced_by uuid references attestation_next (id),
    reason text,
    issued_at bigint not null,
    ended_at bigint,
    check ((completion_id is null) <> (place_id is null))
);
insert into attestation_next (id, number, code, completion_id, person_id, statement, signature, key_id, state,
                              replaced_by, reason, issued_at, ended_at)
select id, number, code, completion_id, person_id, statement, signature, key_id, state, replaced_by, reason, issued_at,
       ended_at
  from attestation;
create table attestation_file_next (
    sha256 text primary key,
    attestation_id uuid not null references attestation_next (id),
    made_at bigint not null
);
insert into attestation_file_next (sha256, attestation_id, made_at)
select sha256, attestation_id, made_at from attestation_file;
drop table attestation_file;
drop table attestation;
alter table attestation_next rename to attestation;
alter table attestation_file_next rename to attestation_file;
-- One in force per completion, and per place; those revoked or replaced stay beside it.
create unique index attestation_in_force on attestation (completion_id) where state = 'issued' and completion_id is not null;
create unique index attestation_of_place_in_force on attestation (place_id) where state = 'issued' and place_id is not null;
create index attestation_by_completion on attestation (completion_id, issued_at);
create index attestation_by_place on attestation (place_id, issued_at);
create index attestation_by_person on attestation (person_id, issued_at);
-- A replacement replaces one.
create unique index attestation_replacing on attestation (replaced_by) where replaced_by is not null;
create index attestation_file_by_attestation on attestation_file (attestation_id);
