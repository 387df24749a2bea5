-- What teachers say they need, the surveys of référents, and what becomes of it.

-- A closed list as data: renamed and retired, never deleted.
create table need_theme (
    code text primary key,
    label_fr text not null,
    label_en text not null,
    position integer not null,
    active boolean not null,
    version integer not null default 1,
    created_at bigint not null,
    updated_at bigint not null
);

create table need_survey (
    id uuid primary key,
    school_id uuid not null references org_node (id),
    school_year text not null,
    title text not null,
    message text not null default '',
    state text not null check (state in ('draft', 'open', 'closed', 'summarised', 'sent')),
    -- Last day to answer, as announced; the référent closes.
    closes_on text,
    created_by uuid not null references person (id),
    opened_at bigint,
    closed_at bigint,
    summarised_at bigint,
    sent_at bigint,
    -- Teachers of the school when it closed: what the rate is counted on.
    invited integer,
    -- Frozen when it is summarised: counts by theme and discipline, small cells merged.
    summary jsonb,
    -- What the référent makes of it, for the head and above.
    conclusion text not null default '',
    version integer not null default 1,
    created_at bigint not null,
    updated_at bigint not null
);
create index need_survey_by_school on need_survey (school_id, state, created_at);

-- That somebody answered: no time, and no word on how, so that an anonymous answer has nothing to be tied to.
create table need_survey_mark (
    survey_id uuid not null references need_survey (id) on delete cascade,
    person_id uuid not null references person (id) on delete cascade,
    primary key (survey_id, person_id)
);

create table need_survey_answer (
    -- Random: an id with a time in it would tell when.
    id uuid primary key,
    survey_id uuid not null references need_survey (id) on delete cascade,
    -- Null = anonymous.
    person_id uuid references person (id) on delete cascade,
    discipline text not null,
    modality text not null,
    urgency text not null,
    body text not null default ''
);
create unique index need_survey_answer_named on need_survey_answer (survey_id, person_id);

create table need_survey_line (
    -- Becomes the id of the need that a named answer turns into.
    id uuid primary key,
    answer_id uuid not null references need_survey_answer (id) on delete cascade,
    theme text not null references need_theme (code),
    level text not null
);
create unique index need_survey_line_once on need_survey_line (answer_id, theme);

-- An answer that is not sent yet, as it was typed.
create table need_survey_draft (
    survey_id uuid not null references need_survey (id) on delete cascade,
    person_id uuid not null references person (id) on delete cascade,
    fields jsonb not null,
    updated_at bigint not null,
    primary key (survey_id, person_id)
);

create table training_need (
    id uuid primary key,
    school_id uuid not null references org_node (id),
    school_year text not null,
    author_id uuid not null references person (id),
    -- Name of the team that asks; empty = the author alone.
    team text not null default '',
    theme text not null references need_theme (code),
    -- A code of the list of disciplines, or `transversal`.
    discipline text not null,
    level text not null check (level in ('initiation', 'deepening', 'expertise')),
    modality text not null check (modality in ('onsite', 'remote', 'blended', 'any')),
    urgency text not null check (urgency in ('year', 'term', 'soon')),
    body text not null default '',
    survey_id uuid references need_survey (id),
    state text not null check (state in ('open', 'acknowledged', 'forwarded', 'answered', 'closed')),
    acknowledged_at bigint,
    -- Bassin or académie it was passed on to.
    forwarded_to uuid references org_node (id),
    forwarded_at bigint,
    -- A session is linked once sessions exist.
    answer_kind text check (answer_kind in ('course', 'accompaniment', 'information', 'session')),
    answer_text text not null default '',
    answer_course text,
    answered_by uuid references person (id),
    answered_at bigint,
    close_reason text not null default '',
    closed_by uuid references person (id),
    closed_at bigint,
    version integer not null default 1,
    created_at bigint not null,
    updated_at bigint not null
);
create index training_need_by_school on training_need (school_id, state, created_at);
create index training_need_by_author on training_need (author_id, created_at);
create index training_need_forwarded on training_need (forwarded_to, theme, discipline) where state = 'forwarded';
-- Sent twice, stated once: nobody waits twice for the same thing in the same school.
create unique index training_need_living on training_need (author_id, school_id, theme, discipline)
    where state in ('open', 'acknowledged', 'forwarded');

-- « Moi aussi »: counted, never listed.
create table need_wish (
    need_id uuid not null references training_need (id) on delete cascade,
    person_id uuid not null references person (id) on delete cascade,
    created_at bigint not null,
    primary key (need_id, person_id)
);
create index need_wish_by_person on need_wish (person_id);

-- Who wants what where in a school year, each once: what figures are counted on. Kept by the verbs of needs.
create table need_demand (
    school_year text not null,
    school_id uuid not null references org_node (id),
    -- A person, or a number drawn for an anonymous answer.
    person_key uuid not null,
    theme text not null references need_theme (code),
    discipline text not null,
    primary key (school_year, school_id, person_key, theme, discipline)
);
