-- The yearly training plan of a node: its priorities, the programmes (dispositifs) under them, their modules.

create table plan (
    id uuid primary key,
    -- The kind of the node is the level of the plan: nation, académie, bassin, school.
    node_id uuid not null references org_node (id),
    school_year text not null,
    -- Bodies call their plan as they like: « Programme académique de formation ».
    title text not null,
    state text not null check (state in ('draft', 'consultation', 'adopted', 'campaign_open', 'campaign_closed',
        'archived')),
    -- Null = no limit was set. Minutes of training given, all groups together.
    hours_budget_min bigint check (hours_budget_min >= 0),
    money_budget_cents bigint check (money_budget_cents >= 0),
    -- Civil days, the last one included.
    campaign_opens_on text,
    campaign_closes_on text,
    adopted_at bigint,
    -- The plan of the year before, when its structure was taken over.
    copied_from uuid references plan (id),
    version integer not null default 1,
    created_at bigint not null,
    updated_at bigint not null
);
-- One plan a node and a year; a session looks for the one above it.
create unique index plan_of_node on plan (node_id, school_year);
create index plan_by_year on plan (school_year, state);

create table plan_priority (
    id uuid primary key,
    plan_id uuid not null references plan (id) on delete cascade,
    -- The priority of a plan above that this one serves: figures add up along it.
    parent_id uuid references plan_priority (id),
    position integer not null,
    title text not null,
    body text not null default '',
    version integer not null default 1,
    created_at bigint not null,
    updated_at bigint not null
);
create index plan_priority_by_plan on plan_priority (plan_id, position);
create index plan_priority_by_parent on plan_priority (parent_id);

create table plan_programme (
    id uuid primary key,
    plan_id uuid not null references plan (id) on delete cascade,
    -- Null = under none yet, as after an import.
    priority_id uuid references plan_priority (id),
    position integer not null,
    -- GAIA's shape when exported: ten characters, `26A0140001`.
    code text not null,
    title text not null,
    aim text not null default '',
    audience text not null default '',
    enrolment_mode text not null check (enrolment_mode in ('individual', 'designated', 'both', 'local')),
    state text not null check (state in ('draft', 'offered', 'withdrawn')),
    version integer not null default 1,
    created_at bigint not null,
    updated_at bigint not null
);
create unique index plan_programme_code on plan_programme (plan_id, code);
create index plan_programme_by_priority on plan_programme (priority_id);

create table plan_module (
    id uuid primary key,
    -- That of its programme: codes are unique in the plan.
    plan_id uuid not null references plan (id) on delete cascade,
    programme_id uuid not null references plan_programme (id) on delete cascade,
    position integer not null,
    code text not null,
    title text not null,
    objectives text not null default '',
    content text not null default '',
    onsite_min integer not null check (onsite_min >= 0),
    remote_min integer not null check (remote_min >= 0),
    -- Codes of disciplines; `transversal` alone for all.
    disciplines jsonb not null,
    prerequisites text not null default '',
    level text not null check (level in ('initiation', 'deepening', 'expertise')),
    min_size integer not null,
    max_size integer not null,
    -- What the budget is planned on before any session exists: groups foreseen, and the cost of one.
    planned_groups integer not null check (planned_groups >= 0),
    group_cost_cents bigint not null check (group_cost_cents >= 0),
    -- Slug of the online course that goes with it.
    course text,
    state text not null check (state in ('draft', 'validated', 'offered', 'withdrawn')),
    -- Kept by the verbs of sessions: how many are neither attested nor cancelled.
    open_sessions integer not null default 0,
    -- Code, title and aims without accents, for search.
    search_key text not null,
    version integer not null default 1,
    created_at bigint not null,
    updated_at bigint not null,
    check (min_size between 1 and max_size)
);
create unique index plan_module_code on plan_module (plan_id, code);
create index plan_module_by_programme on plan_module (programme_id, position);
