-- What people are told: once, in the product, and by mail at the rhythm they chose.

create table notice (
    id uuid primary key,
    person_id uuid not null references person (id) on delete cascade,
    -- Key of its text: `notice-…` in the catalogues.
    kind text not null,
    -- Values of the text: an object of short texts and numbers.
    detail jsonb not null,
    -- Where it leads: a local path.
    path text not null,
    -- Waits for an act of this person: mailed at once.
    asks_act boolean not null,
    -- The same thing is told once, however often the act is repeated.
    dedup_key text not null unique,
    created_at bigint not null,
    read_at bigint,
    mailed_at bigint
);
create index notice_by_person on notice (person_id, created_at);
create index notice_unread on notice (person_id) where read_at is null;
create index notice_unmailed on notice (created_at) where mailed_at is null;

-- By kind; without a row: at once for what asks an act, in the digest otherwise.
create table notice_preference (
    person_id uuid not null references person (id) on delete cascade,
    kind text not null,
    rhythm text not null check (rhythm in ('at_once', 'daily', 'weekly', 'never')),
    updated_at bigint not null,
    primary key (person_id, kind)
);
