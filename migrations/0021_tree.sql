-- One person, written down twice: the two are put together, or said to be two people.

-- Where somebody's things went: the row stays, since what was done under it says so.
alter table person add column merged_into uuid references person (id);
create index person_merged on person (merged_into) where merged_into is not null;

create table person_merge (
    id uuid primary key,
    kept_id uuid not null references person (id),
    gone_id uuid not null references person (id),
    by_id uuid references person (id),
    at bigint not null,
    -- How many rows of which column went from one to the other, and what was settled where both had the same thing.
    moved jsonb not null
);
create unique index person_merge_once on person_merge (gone_id);
create index person_merge_by_kept on person_merge (kept_id, at);

-- Two people of one name: somebody looked, and they are not the same.
create table person_distinct (
    -- The smaller of the two ids.
    one_id uuid not null references person (id) on delete cascade,
    other_id uuid not null references person (id) on delete cascade,
    by_id uuid references person (id),
    at bigint not null,
    primary key (one_id, other_id)
);

-- A new address waits until somebody has read a letter there; the one before holds until then.
create table address_change (
    token_hash text primary key,
    person_id uuid not null references person (id) on delete cascade,
    address text not null,
    address_key text not null,
    -- The person, or somebody who manages accounts.
    asked_by uuid references person (id),
    expires_at bigint not null,
    used_at bigint,
    created_at bigint not null
);
create index address_change_by_person on address_change (person_id, created_at);
