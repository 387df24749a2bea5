-- Open data: files that were published, frozen as they left. Retention of the journal of acts.

-- One file a day at most: two of one day, masked differently, could be taken one from the other.
create table open_data_file (
    -- Civil day of the figures, which is also its address.
    day text primary key,
    school_year text not null,
    -- Lines of the table, its head left out.
    lines integer not null,
    csv text not null,
    json text not null,
    published_by uuid references person (id),
    published_at bigint not null
);

-- The last event that was removed because its time had passed: the chain begins after it.
alter table audit_head add column purged_seq bigint not null default 0;
alter table audit_head add column purged_hash text not null default '';
