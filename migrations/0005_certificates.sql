-- Attestations: a frozen copy, signed, which anyone can check by its code.

create table signing_key (
    id uuid primary key,
    public_key text not null,
    secret_key text not null,
    created_at bigint not null,
    retired_at bigint
);
-- One key signs at a time, whatever starts at the same time.
create unique index signing_key_current on signing_key (coalesce(retired_at, 0)) where retired_at is null;

create table attestation (
    id uuid primary key,
    -- 2026-000123: counted by year.
    number text not null unique,
    code text not null unique,
    completion_id uuid not null references completion (id),
    person_id uuid not null references person (id),
    -- What is attested, as signed: exact text, byte for byte.
    statement text not null,
    signature text not null,
    key_id uuid not null references signing_key (id),
    state text not null check (state in ('issued', 'revoked', 'replaced')),
    replaced_by uuid references attestation (id),
    reason text,
    issued_at bigint not null,
    ended_at bigint
);
-- One in force per completion; those revoked or replaced stay beside it.
create unique index attestation_in_force on attestation (completion_id) where state = 'issued';
create index attestation_by_completion on attestation (completion_id, issued_at);
create index attestation_by_person on attestation (person_id, issued_at);
-- A replacement replaces one.
create unique index attestation_replacing on attestation (replaced_by) where replaced_by is not null;

create table attestation_counter (
    year integer primary key,
    last integer not null
);
