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
