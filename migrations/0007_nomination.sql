-- Référents: who was named where, under which letter, for which allowance.

create table nomination (
    id uuid primary key,
    school_id uuid not null references org_node (id),
    person_id uuid not null references person (id),
    school_year text not null,
    -- Midnight in the school's zone; the end is not included.
    starts_at bigint not null,
    ends_at bigint not null,
    state text not null check (state in ('draft', 'proposed', 'accepted', 'declined', 'submitted', 'active', 'ended',
        'completed', 'completed_without_report')),
    -- Part of the mandate, when several share it; 100 = the whole of it.
    share_percent integer not null default 100,
    reward text not null check (reward in ('none', 'allowance', 'relief')),
    scheme_code text,
    scheme_version integer,
    amount_cents bigint,
    relief_minutes integer,
    letter_number integer not null default 1,
    -- A private school may have neither council.
    councils_apply boolean not null default true,
    council_on text,
    board_on text,
    proposed_by uuid references person (id),
    proposed_at bigint,
    answered_at bigint,
    submitted_at bigint,
    decided_by uuid references person (id),
    decided_at bigint,
    return_reason text,
    ended_at bigint,
    end_reason text,
    -- The yearly report of the mandate, once it is filed.
    report_filed_at bigint,
    version integer not null default 1,
    created_at bigint not null,
    updated_at bigint not null,
    check (starts_at < ends_at),
    check (share_percent between 1 and 100),
    -- An allowance and relief for the same mission exclude one another.
    check (reward = 'allowance' or (scheme_code is null and amount_cents is null)),
    check (reward <> 'allowance' or (scheme_code is not null and scheme_version is not null and amount_cents > 0)),
    check (reward = 'relief' or relief_minutes is null),
    check (reward <> 'relief' or relief_minutes > 0)
);
create index nomination_by_school on nomination (school_id, school_year, state);
create index nomination_by_person on nomination (person_id, state, starts_at);
create index nomination_by_state on nomination (state, ends_at);

-- Immutable once accepted: a change is a new number, accepted again.
create table mission_letter (
    nomination_id uuid not null references nomination (id) on delete cascade,
    number integer not null,
    letter jsonb not null,
    written_by uuid references person (id),
    written_at bigint not null,
    accepted_at bigint,
    -- The letter in force until a newer one is.
    in_force_at bigint,
    -- A change that the teacher did not want: the letter before it stays.
    declined_at bigint,
    primary key (nomination_id, number)
);

-- Rules of an allowance, valid for a time: names and rates are data.
create table allowance_scheme (
    code text not null,
    version integer not null,
    scheme jsonb not null,
    valid_from text not null,
    valid_to text,
    created_at bigint not null,
    primary key (code, version)
);

-- What a school may spend on allowances in a school year.
create table allowance_envelope (
    school_id uuid not null references org_node (id),
    school_year text not null,
    amount_cents bigint not null check (amount_cents >= 0),
    notified_by uuid references person (id),
    updated_at bigint not null,
    primary key (school_id, school_year)
);

-- How an académie decides on nominations.
create table nomination_rule (
    node_id uuid primary key references org_node (id),
    -- An accepted nomination takes effect without being submitted.
    skips_submission boolean not null,
    updated_by uuid references person (id),
    updated_at bigint not null
);

-- What a mandate that ends leaves open, for whoever comes next: taken over, or closed.
create table handover (
    id uuid primary key,
    school_id uuid not null references org_node (id),
    -- What it is: `need`, `survey`, `project`, `bulletin`, `session`…
    kind text not null,
    object_id uuid not null,
    title text not null,
    -- The mandate that left it.
    nomination_id uuid not null references nomination (id),
    state text not null check (state in ('open', 'taken', 'closed')),
    settled_by uuid references person (id),
    settled_at bigint,
    created_at bigint not null
);
create index handover_by_school on handover (school_id, state, created_at);
-- A thing waits once in the basket, however many mandates end before somebody takes it.
create unique index handover_waiting on handover (kind, object_id) where state = 'open';
