-- What the installation knows of itself, and the mechanisms every subject uses.
-- Times are bigint microseconds UTC; jsonb columns hold objects or arrays only.

create table instance (
    key text primary key,
    value text not null
);

-- Outbox and queue: a row is written in the transaction of the act that asks for it.
create table job (
    id uuid primary key,
    kind text not null,
    payload jsonb not null,
    -- An act that may be repeated names its job, so that the repeat adds nothing.
    dedup_key text unique,
    state text not null check (state in ('ready', 'done', 'dead')),
    run_at bigint not null,
    attempts integer not null default 0,
    leased_until bigint,
    last_error text,
    created_at bigint not null,
    done_at bigint
);
create index job_ready on job (run_at, id) where state = 'ready';
create index job_by_state on job (state, created_at);

-- Append-only and chained: each hash covers the row and the hash before it.
create table audit_event (
    seq bigint primary key,
    at bigint not null,
    actor_id uuid,
    act text not null,
    object_kind text not null,
    object_id text not null,
    detail jsonb not null,
    hash text not null
);
create index audit_event_by_object on audit_event (object_kind, object_id, seq);
create index audit_event_by_actor on audit_event (actor_id, seq);

-- One row, locked by each writer: the chain has one end.
create table audit_head (
    one integer primary key check (one = 1),
    seq bigint not null,
    hash text not null
);
insert into audit_head (one, seq, hash) values (1, 0, '');

-- Failures counted by account and network; survives a restart, seen by every process.
create table throttle (
    key text primary key,
    failures integer not null,
    last_at bigint not null,
    blocked_until bigint not null
);
create index throttle_by_age on throttle (last_at);
