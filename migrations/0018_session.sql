-- Sessions in schools, bassins and académies: from the proposal to the people who come.

create table training_session (
    id uuid primary key,
    -- The school where people meet, or whose référent invites.
    host_id uuid not null references org_node (id),
    level text not null check (level in ('school', 'basin', 'academy', 'national')),
    -- Whose people it is for: the school itself, or the bassin, académie or nation above it.
    node_id uuid not null references org_node (id),
    school_year text not null,
    -- Module of the plan; null for a session of its own.
    module_id uuid references plan_module (id),
    title text not null,
    aim text not null,
    theme text references need_theme (code),
    -- Codes of the list of disciplines; empty = everybody.
    disciplines jsonb not null,
    depth text not null check (depth in ('initiation', 'deepening', 'expertise')),
    modality text not null check (modality in ('onsite', 'remote', 'blended')),
    room text not null default '',
    link text not null default '',
    capacity integer not null check (capacity between 1 and 1000),
    overbooking_percent integer not null check (overbooking_percent between 0 and 50),
    min_size integer not null check (min_size between 1 and 1000),
    -- Whether a list is kept when no seat is left.
    waitlist boolean not null,
    -- A freed seat is given, or offered for a time.
    promotion text not null check (promotion in ('direct', 'offer')),
    -- What stands before a seat: nothing, a selection, the head's opinion and a selection.
    gate text not null check (gate in ('direct', 'selection', 'opinion')),
    informal boolean not null,
    in_class_time boolean not null,
    paid boolean not null,
    -- Sign-up opens and closes; null = with the publication, with the first slot.
    opens_at bigint,
    closes_at bigint,
    -- Of the first and last slot; null without one.
    starts_at bigint,
    ends_at bigint,
    state text not null check (state in ('draft', 'proposed', 'agreed', 'approved', 'refused', 'published', 'open', 'full',
                                         'held', 'attendance_closed', 'attested', 'archived', 'cancelled')),
    state_at bigint not null,
    -- Seats held (enrolled and offered) and people on the list, counted in the transaction of each change.
    taken integer not null default 0,
    waiting integer not null default 0,
    -- Last rank given on the list: ranks only grow, so that order is order of arrival.
    last_rank integer not null default 0,
    -- SEQUENCE of the calendar entries: one higher at each change of date or place.
    sequence integer not null default 0,
    created_by uuid not null references person (id),
    agreed_by uuid references person (id),
    approved_by uuid references person (id),
    -- Of the last refusal or of the cancellation.
    reason text not null default '',
    version integer not null default 1,
    created_at bigint not null,
    updated_at bigint not null
);
create index training_session_by_host on training_session (host_id, state, starts_at);
create index training_session_by_node on training_session (node_id, state, starts_at);
create index training_session_by_start on training_session (state, starts_at);
create index training_session_by_author on training_session (created_by, created_at);

-- One half-day at most.
create table session_slot (
    id uuid primary key,
    session_id uuid not null references training_session (id) on delete cascade,
    starts_at bigint not null,
    ends_at bigint not null,
    check (starts_at < ends_at)
);
create unique index session_slot_once on session_slot (session_id, starts_at);
create index session_slot_by_time on session_slot (starts_at);

create table session_trainer (
    session_id uuid not null references training_session (id) on delete cascade,
    person_id uuid not null references person (id),
    lead boolean not null,
    primary key (session_id, person_id)
);
create index session_trainer_by_person on session_trainer (person_id);

-- The needs a session was made for: their authors are invited first and see what became of them.
create table session_need (
    session_id uuid not null references training_session (id) on delete cascade,
    need_id uuid not null references training_need (id) on delete cascade,
    primary key (session_id, need_id)
);
create index session_need_by_need on session_need (need_id);

-- A person's place in a session: one row for each pair, whatever happens.
create table session_place (
    id uuid primary key,
    session_id uuid not null references training_session (id) on delete cascade,
    person_id uuid not null references person (id),
    -- School whose head is concerned; null for people of no school.
    school_id uuid references org_node (id),
    state text not null check (state in ('submitted', 'opined', 'waitlisted', 'offered', 'enrolled', 'refused', 'withdrawn',
                                         'cancelled', 'session_cancelled', 'attended', 'partly_attended', 'excused',
                                         'absent')),
    source text not null check (source in ('self', 'walk_in', 'designated', 'list')),
    -- On the list, or asking: order of arrival.
    rank integer,
    -- What the person says of why they come.
    motive text not null default '',
    opinion text check (opinion in ('favourable', 'unfavourable', 'silent')),
    opinion_reason text not null default '',
    opinion_by uuid references person (id),
    opinion_due_at bigint,
    offered_until bigint,
    -- Of a refusal or a cancellation by somebody else, for the person.
    reason text not null default '',
    -- The version of date and place that the person has said yes to.
    confirmed_sequence integer not null default 0,
    state_at bigint not null,
    version integer not null default 1,
    created_at bigint not null,
    updated_at bigint not null
);
create unique index session_place_once on session_place (session_id, person_id);
create index session_place_in_order on session_place (session_id, state, rank);
create index session_place_by_person on session_place (person_id, state);
create index session_place_by_school on session_place (school_id, state);
create index session_place_offers on session_place (offered_until) where state = 'offered';
create index session_place_opinions on session_place (opinion_due_at) where state = 'submitted';

-- What happened, in order: to the session (no place), or to one place of it.
create table session_step (
    id uuid primary key,
    session_id uuid not null references training_session (id) on delete cascade,
    place_id uuid references session_place (id) on delete cascade,
    event text not null,
    from_state text not null,
    to_state text not null,
    -- Null = the platform, at a date or when a seat came free.
    by_id uuid references person (id),
    reason text not null default '',
    at bigint not null
);
create index session_step_of_session on session_step (session_id, at);
create index session_step_of_place on session_step (place_id, at);
