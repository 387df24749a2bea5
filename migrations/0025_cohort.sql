-- Cohorts: a group that follows courses and sessions together, with those who train it.

create table cohort (
    id uuid primary key,
    -- The académie or bassin whose people it is for.
    node_id uuid not null references org_node (id),
    school_year text not null,
    title text not null,
    aim text not null default '',
    max_size integer not null check (max_size between 1 and 1000),
    -- Planned hours: on site, and at a distance with a tutor.
    onsite_minutes integer not null check (onsite_minutes between 0 and 60000),
    remote_minutes integer not null check (remote_minutes between 0 and 60000),
    -- Civil days; relative deadlines count from the first.
    starts_on text not null,
    ends_on text not null,
    -- When somebody is in need of a word; null = this rule is off for this cohort.
    never_days integer check (never_days between 1 and 365),
    idle_days integer check (idle_days between 1 and 365),
    late_items integer check (late_items between 1 and 100),
    missed_sessions integer check (missed_sessions between 1 and 100),
    state text not null check (state in ('draft', 'enrolling', 'running', 'closed', 'archived')),
    state_at bigint not null,
    closed_at bigint,
    -- What the trainer says of it to the académie at the end.
    summary text not null default '',
    -- The one of the year before.
    copied_from uuid references cohort (id),
    created_by uuid not null references person (id),
    version integer not null default 1,
    created_at bigint not null,
    updated_at bigint not null
);
create index cohort_by_node on cohort (node_id, state, starts_on);

create table cohort_trainer (
    cohort_id uuid not null references cohort (id) on delete cascade,
    person_id uuid not null references person (id),
    -- One answers for it; the others work with them.
    lead boolean not null,
    since bigint not null,
    primary key (cohort_id, person_id)
);
create index cohort_trainer_by_person on cohort_trainer (person_id);
create unique index cohort_trainer_lead on cohort_trainer (cohort_id) where lead;

-- What is followed: a course or a session, each once.
create table cohort_item (
    id uuid primary key,
    cohort_id uuid not null references cohort (id) on delete cascade,
    position integer not null,
    course_slug text references course (slug),
    session_id uuid references training_session (id),
    -- The deadline of a course: so many days after the first day, or a fixed day; neither = none.
    due_days integer check (due_days between 0 and 730),
    due_on text,
    created_at bigint not null,
    check ((course_slug is null) <> (session_id is null)),
    check (due_days is null or due_on is null)
);
create unique index cohort_item_course on cohort_item (cohort_id, course_slug) where course_slug is not null;
create unique index cohort_item_session on cohort_item (cohort_id, session_id) where session_id is not null;
create index cohort_item_in_order on cohort_item (cohort_id, position);

create table cohort_member (
    id uuid primary key,
    cohort_id uuid not null references cohort (id) on delete cascade,
    person_id uuid not null references person (id),
    state text not null check (state in ('invited', 'joined', 'completed', 'left')),
    source text not null check (source in ('filter', 'list')),
    added_by uuid references person (id),
    invited_at bigint not null,
    joined_at bigint,
    ended_at bigint,
    -- What came of it, said at the end.
    result text check (result in ('validated', 'partly', 'not_validated')),
    note text not null default '',
    updated_at bigint not null
);
create unique index cohort_member_once on cohort_member (cohort_id, person_id);
create index cohort_member_by_person on cohort_member (person_id, state);

-- More time for one member, for one course.
create table cohort_extension (
    member_id uuid not null references cohort_member (id) on delete cascade,
    item_id uuid not null references cohort_item (id) on delete cascade,
    due_on text not null,
    by_id uuid references person (id),
    at bigint not null,
    primary key (member_id, item_id)
);

-- « Écrire à ceux qui… »: what was written to whom, and for which reasons.
create table cohort_message (
    id uuid primary key,
    cohort_id uuid not null references cohort (id) on delete cascade,
    author_id uuid not null references person (id),
    -- Codes of the reasons for which people were chosen.
    reasons jsonb not null,
    words text not null,
    sent integer not null,
    sent_at bigint not null
);
create index cohort_message_in_order on cohort_message (cohort_id, sent_at);
create table cohort_letter (
    message_id uuid not null references cohort_message (id) on delete cascade,
    member_id uuid not null references cohort_member (id) on delete cascade,
    -- As this one person read it.
    words text not null,
    primary key (message_id, member_id)
);
create index cohort_letter_by_member on cohort_letter (member_id);

create table cohort_post (
    id uuid primary key,
    cohort_id uuid not null references cohort (id) on delete cascade,
    author_id uuid not null references person (id),
    body text not null,
    created_at bigint not null,
    -- Taken out of sight by a trainer, with a reason that its author reads.
    hidden_at bigint,
    hidden_by uuid references person (id),
    hidden_reason text not null default ''
);
create index cohort_post_in_order on cohort_post (cohort_id, created_at);

-- By when a cohort asks for the course; the learner sees it.
alter table enrolment add column due_at bigint;
