-- What référents do in the year, by the missions of the seed (1a–2c), and the report that is written from it.

-- 1a. Information for the staff of a school.
create table bulletin (
    id uuid primary key,
    school_id uuid not null references org_node (id),
    author_id uuid not null references person (id),
    school_year text not null,
    title text not null,
    body text not null,
    state text not null check (state in ('draft', 'published', 'withdrawn')),
    -- How many people opened it. Who, nobody can tell from it.
    reads integer not null default 0,
    -- Goes into each mark below, and away with the withdrawal: nothing then ties a mark to anybody.
    salt text not null,
    version integer not null default 1,
    created_at bigint not null,
    updated_at bigint not null,
    published_at bigint,
    withdrawn_at bigint
);
create index bulletin_by_school on bulletin (school_id, school_year, state, published_at);

-- Counts each reader once: a digest of the reader and the salt, without a time.
create table bulletin_mark (
    bulletin_id uuid not null references bulletin (id) on delete cascade,
    mark text not null,
    primary key (bulletin_id, mark)
);

-- 1d. Pedagogical projects.
create table project (
    id uuid primary key,
    school_id uuid not null references org_node (id),
    school_year text not null,
    title text not null,
    summary text not null,
    -- Which classes, in words: 4e B, groupe d'atelier.
    classes text not null default '',
    -- Codes, each followed by a comma.
    disciplines text not null default '',
    tools text not null default '',
    course_slug text,
    state text not null check (state in ('idea', 'submitted', 'supported', 'running', 'reviewed', 'stopped')),
    proposed_by uuid references person (id),
    opinion text check (opinion in ('favourable', 'unfavourable')),
    opinion_text text not null default '',
    opinion_by uuid references person (id),
    opinion_at bigint,
    -- What came of it, once reviewed; why it stopped.
    review text not null default '',
    stop_reason text not null default '',
    version integer not null default 1,
    created_at bigint not null,
    updated_at bigint not null
);
create index project_by_school on project (school_id, school_year, state);

create table project_step (
    id uuid primary key,
    project_id uuid not null references project (id) on delete cascade,
    event text not null,
    state text not null,
    by_id uuid references person (id),
    at bigint not null
);
create index project_step_by_project on project_step (project_id, at);

-- 1c. Accompaniment of colleagues: people are counted, never named.
create table accompaniment (
    id uuid primary key,
    school_id uuid not null references org_node (id),
    school_year text not null,
    state text not null check (state in ('asked', 'planned', 'done', 'cancelled')),
    -- Who asked for it; none when the référent wrote it down.
    asked_by uuid references person (id) on delete set null,
    topic text not null,
    -- Wished, planned or done on this day.
    on_day text,
    minutes integer not null default 0,
    people integer not null default 0,
    discipline text,
    note text not null default '',
    cancel_reason text not null default '',
    project_id uuid references project (id),
    -- A training need that it answers.
    need_id uuid,
    version integer not null default 1,
    created_at bigint not null,
    updated_at bigint not null
);
create index accompaniment_by_school on accompaniment (school_id, state, on_day);
create index accompaniment_by_year on accompaniment (school_id, school_year, state);
create index accompaniment_by_asker on accompaniment (asked_by, school_id) where asked_by is not null;

-- 2b. Advice: between the head of a school and its référents, nobody else.
create table advice (
    id uuid primary key,
    school_id uuid not null references org_node (id),
    school_year text not null,
    -- Asked by the head, or offered by the référent.
    kind text not null check (kind in ('question', 'note')),
    author_id uuid not null references person (id),
    title text not null,
    body text not null,
    state text not null check (state in ('draft', 'sent', 'answered')),
    answer text not null default '',
    answered_by uuid references person (id),
    project_id uuid references project (id),
    version integer not null default 1,
    created_at bigint not null,
    updated_at bigint not null,
    sent_at bigint,
    answered_at bigint
);
create index advice_by_school on advice (school_id, state, sent_at);
create index advice_by_year on advice (school_id, school_year, state);

-- 2c. Who helps: CTICE, DAN, the local authority; kept by the manager of the académie or bassin.
create table network_contact (
    id uuid primary key,
    node_id uuid not null references org_node (id),
    name text not null,
    name_key text not null,
    duty text not null,
    address text not null default '',
    phone text not null default '',
    version integer not null default 1,
    created_at bigint not null,
    updated_at bigint not null
);
create index network_contact_by_node on network_contact (node_id, name_key);

-- A question to the référents of an académie.
create table network_question (
    id uuid primary key,
    node_id uuid not null references org_node (id),
    author_id uuid not null references person (id),
    title text not null,
    body text not null,
    state text not null check (state in ('open', 'closed')),
    replies integer not null default 0,
    created_at bigint not null,
    last_at bigint not null,
    closed_at bigint
);
create index network_question_by_node on network_question (node_id, last_at);

create table network_reply (
    id uuid primary key,
    question_id uuid not null references network_question (id) on delete cascade,
    author_id uuid not null references person (id),
    body text not null,
    created_at bigint not null
);
create index network_reply_by_question on network_reply (question_id, created_at);

-- What a référent did, by mission: offered by the system from acts, accepted with one click; or written by hand.
create table activity_entry (
    id uuid primary key,
    school_id uuid not null references org_node (id),
    person_id uuid not null references person (id),
    school_year text not null,
    on_day text not null,
    mission text not null check (mission in ('1a', '1b', '1c', '1d', '2a', '2b', '2c')),
    minutes integer not null,
    people integer not null default 0,
    -- Codes, each followed by a comma.
    disciplines text not null default '',
    note text not null default '',
    -- What it was offered from: `bulletin:<id>`; none when written by hand.
    source text,
    path text not null default '',
    state text not null check (state in ('offered', 'accepted', 'dismissed')),
    created_at bigint not null,
    updated_at bigint not null
);
create index activity_entry_by_person on activity_entry (person_id, school_id, school_year, state, on_day);
create unique index activity_entry_once on activity_entry (person_id, source) where source is not null;

-- The yearly report of a référent in a school.
create table yearly_report (
    id uuid primary key,
    school_id uuid not null references org_node (id),
    person_id uuid not null references person (id),
    school_year text not null,
    state text not null check (state in ('draft', 'submitted', 'countersigned', 'received')),
    difficulties text not null default '',
    wishes text not null default '',
    remarks text not null default '',
    -- Figures and texts as they were submitted: never counted again.
    frozen jsonb,
    head_remark text not null default '',
    return_reason text not null default '',
    submitted_at bigint,
    countersigned_by uuid references person (id),
    countersigned_at bigint,
    received_by uuid references person (id),
    received_at bigint,
    version integer not null default 1,
    created_at bigint not null,
    updated_at bigint not null,
    unique (school_id, person_id, school_year)
);
create index yearly_report_by_year on yearly_report (school_year, state);
