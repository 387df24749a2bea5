-- Coverage by référents, counted when something changes and never at page view. A past school year keeps the figures
-- it had: the organisation may change afterwards.

create table coverage_cell (
    -- The bassin of the schools, or the académie of those without a bassin.
    parent_id uuid not null references org_node (id),
    academy_id uuid not null references org_node (id),
    school_year text not null,
    kind text not null,
    sector text not null,
    -- Open schools that may have a référent, and those that have one.
    schools integer not null,
    covered integer not null,
    updated_at bigint not null,
    primary key (parent_id, school_year, kind, sector)
);
create index coverage_cell_by_academy on coverage_cell (academy_id, school_year);
create index coverage_cell_by_year on coverage_cell (school_year);
