-- Enrolment, progress, answers, productions, completion.

create table enrolment (
    id uuid primary key,
    person_id uuid not null references person (id),
    course_slug text not null references course (slug),
    version_id uuid not null references course_version (id),
    -- 1 for the first time a person follows the course, 2 for the second…
    run integer not null,
    state text not null check (state in ('enrolled', 'in_progress', 'completed', 'dropped')),
    source text not null default 'self',
    started_at bigint not null,
    seen_at bigint not null,
    last_page text,
    -- Read model, kept by the commands: done and required pages, and the percentage shown.
    pages_done integer not null default 0,
    pages_required integer not null default 0,
    percent integer,
    completed_at bigint,
    dropped_at bigint,
    unique (person_id, course_slug, run)
);
-- One living enrolment per person and course, whatever runs at the same time.
create unique index enrolment_living on enrolment (person_id, course_slug) where state in ('enrolled', 'in_progress');
create index enrolment_by_person on enrolment (person_id, seen_at);
create index enrolment_by_course on enrolment (course_slug, state, percent, id);
create index enrolment_by_version on enrolment (version_id);

create table page_progress (
    enrolment_id uuid not null references enrolment (id) on delete cascade,
    page_key text not null,
    seen_at bigint not null,
    done_at bigint,
    -- Best attempt so far as an exact fraction; null = nothing scored.
    best_points text,
    best_out_of text,
    primary key (enrolment_id, page_key)
);

-- One attempt at the questions of a page: what was drawn and in which order is fixed by its seed.
create table attempt (
    id uuid primary key,
    enrolment_id uuid not null references enrolment (id) on delete cascade,
    page_key text not null,
    number integer not null,
    seed bigint not null,
    version_id uuid not null references course_version (id),
    -- Ids of the questions drawn, in the order shown.
    drawn jsonb not null,
    state text not null check (state in ('open', 'handed_in')),
    points text,
    out_of text,
    opened_at bigint not null,
    closed_at bigint,
    unique (enrolment_id, page_key, number)
);
create unique index attempt_open on attempt (enrolment_id, page_key) where state = 'open';

-- The answer to one question in one attempt at the page; a draft until it is handed in.
create table answer (
    id uuid primary key,
    attempt_id uuid not null references attempt (id) on delete cascade,
    question_id text not null,
    fingerprint text not null,
    given jsonb not null,
    state text not null check (state in ('draft', 'final')),
    -- How many times it was handed in; the best score is kept.
    tries integer not null default 0,
    hints integer not null default 0,
    score text,
    best text,
    given_at bigint not null,
    final_at bigint,
    unique (attempt_id, question_id)
);

create table checklist_tick (
    enrolment_id uuid not null references enrolment (id) on delete cascade,
    page_key text not null,
    activity_id text not null,
    item integer not null,
    ticked_at bigint not null,
    primary key (enrolment_id, page_key, activity_id, item)
);

-- That somebody answered, and what was answered: apart, so that an anonymous answer cannot be tied back.
create table survey_done (
    enrolment_id uuid not null references enrolment (id) on delete cascade,
    page_key text not null,
    activity_id text not null,
    done_at bigint not null,
    primary key (enrolment_id, page_key, activity_id)
);
create table survey_answer (
    id uuid primary key,
    course_slug text not null references course (slug),
    page_key text not null,
    activity_id text not null,
    -- Null when the survey is anonymous. The day only, for the same reason.
    person_id uuid references person (id),
    answer jsonb not null,
    day text not null
);
create index survey_answer_by_activity on survey_answer (course_slug, page_key, activity_id);

create table upload (
    id uuid primary key,
    person_id uuid not null references person (id),
    file_name text not null,
    media_type text not null,
    bytes bigint not null,
    sha256 text not null,
    created_at bigint not null
);
create index upload_by_person on upload (person_id);

create table production (
    id uuid primary key,
    enrolment_id uuid not null references enrolment (id) on delete cascade,
    page_key text not null,
    activity_id text not null,
    body text not null default '',
    link text not null default '',
    upload_id uuid references upload (id),
    state text not null check (state in ('draft', 'handed_in', 'returned', 'validated')),
    saved_at bigint not null,
    handed_in_at bigint,
    unique (enrolment_id, page_key, activity_id)
);

-- Decided once, against one version, and never recomputed.
create table completion (
    id uuid primary key,
    enrolment_id uuid not null unique references enrolment (id),
    person_id uuid not null references person (id),
    course_slug text not null references course (slug),
    version_id uuid not null references course_version (id),
    semver text not null,
    checksum text not null,
    title text not null,
    minutes integer not null,
    points text,
    out_of text,
    competences jsonb not null,
    started_at bigint not null,
    completed_at bigint not null,
    -- Label of the school year, `2026-2027`.
    school_year text not null
);
create index completion_by_person on completion (person_id, completed_at);
create index completion_by_course on completion (course_slug, completed_at);
