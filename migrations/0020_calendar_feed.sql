-- Sessions in people's own calendars: entries that were mailed, reminders, the personal feed, what a convocation is worth.

-- Each message about one half-day in one person's calendar, as it left: the highest sequence is what their calendar shows.
create table session_entry (
    place_id uuid not null references session_place (id) on delete cascade,
    -- A half-day may be gone: its entry is then taken back by the same name.
    slot_id uuid not null,
    sequence integer not null,
    method text not null check (method in ('request', 'cancel')),
    starts_at bigint not null,
    ends_at bigint not null,
    zone text not null,
    title text not null,
    room text not null,
    link text not null,
    -- The job that carries it; a repeat of the job carries the same.
    job_id uuid not null,
    taken_at bigint not null,
    sent_at bigint,
    primary key (place_id, slot_id, sequence)
);
create index session_entry_by_job on session_entry (job_id);

-- A reminder was written: once for each date of a session and each number of days before it.
create table session_reminder (
    session_id uuid not null references training_session (id) on delete cascade,
    days integer not null,
    -- The first half-day that it reminds of: a session that moves is reminded of anew.
    starts_at bigint not null,
    made_at bigint not null,
    primary key (session_id, days, starts_at)
);

-- A person's sessions under a secret address; the address itself is not kept.
create table calendar_feed (
    id uuid primary key,
    person_id uuid not null references person (id) on delete cascade,
    secret_hash text not null unique,
    created_at bigint not null,
    last_read_at bigint,
    -- Readings since the beginning of the present hour of this feed.
    window_at bigint not null,
    reads integer not null default 0,
    revoked_at bigint
);
create unique index calendar_feed_living on calendar_feed (person_id) where revoked_at is null;

-- What a convocation is worth under a node: the académies do not all do the same. The nearest node that says it counts.
create table summons_rule (
    node_id uuid primary key references org_node (id),
    mission_order boolean not null,
    travel_refund boolean not null,
    -- How to be refunded, in the words of the académie.
    words text not null default '',
    updated_by uuid references person (id),
    updated_at bigint not null
);
