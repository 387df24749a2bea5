-- The organisation: nation, académies, bassins, schools; who works where.
-- Civil dates are text, `2026-09-01`: both databases compare them byte by byte.

create table org_node (
    id uuid primary key,
    kind text not null check (kind in ('nation', 'academy', 'basin', 'school')),
    -- Number of an académie, code of a bassin, UAI of a school.
    code text not null,
    -- Today's name; earlier and later ones stand in `org_name`.
    name text not null,
    name_key text not null,
    parent_id uuid references org_node (id),
    -- Codes from the nation down, each followed by a stroke: `fr/14/b1/0350002M/`. A subtree is one range of it.
    path text not null unique,
    -- Région académique of an académie: a filter, never a right.
    region text not null default '',
    state text not null check (state in ('opening', 'open', 'closing', 'closed')),
    opened_on text,
    closed_on text,
    successor_id uuid references org_node (id),
    zone text not null,
    version integer not null default 1,
    created_at bigint not null,
    updated_at bigint not null
);
create index org_node_by_parent on org_node (parent_id, kind, name_key);
create index org_node_by_kind on org_node (kind, path);

-- Bodies are renamed: a document prints the name of its own day.
create table org_name (
    id uuid primary key,
    node_id uuid not null references org_node (id) on delete cascade,
    name text not null,
    starts_on text not null,
    ends_on text
);
create index org_name_by_node on org_name (node_id, starts_on);

-- Where a node hung, and when.
create table org_parent (
    id uuid primary key,
    node_id uuid not null references org_node (id) on delete cascade,
    parent_id uuid not null references org_node (id),
    starts_on text not null,
    ends_on text
);
create index org_parent_by_node on org_parent (node_id, starts_on);

-- Natures of the register. An unknown one may be added: no list is closed.
create table school_nature (
    code text primary key,
    label text not null,
    kind text not null,
    -- Whether a référent may be nominated there.
    hosts_referent boolean not null,
    second_degree boolean not null
);
insert into school_nature (code, label, kind, hosts_referent, second_degree) values
    ('300', 'Lycée général et technologique', 'lycee_gt', true, true),
    ('302', 'Lycée général', 'lycee_gt', true, true),
    ('306', 'Lycée polyvalent', 'lycee_polyvalent', true, true),
    ('320', 'Lycée professionnel', 'lycee_pro', true, true),
    ('334', 'Section d''enseignement professionnel', 'section_rattachee', false, true),
    ('335', 'Section d''enseignement général et technologique', 'section_rattachee', false, true),
    ('340', 'Collège', 'college', true, true),
    ('350', 'Collège', 'college', true, true),
    ('352', 'Collège', 'college', true, true),
    ('370', 'Établissement régional d''enseignement adapté', 'erea', true, true),
    ('380', 'Maison familiale rurale', 'mfr', false, true),
    ('400', 'Établissement post-baccalauréat', 'post_bac', false, true);

create table school (
    node_id uuid primary key references org_node (id) on delete cascade,
    uai text not null unique,
    nature_code text not null,
    kind text not null,
    sector text not null check (sector in ('public', 'private_contract', 'private_no_contract', 'private_unknown')),
    contract_code text not null default '',
    address text not null default '',
    postcode text not null default '',
    commune_code text not null default '',
    commune text not null default '',
    -- Three characters, from the register: never derived from the UAI.
    department text not null default '',
    department_name text not null default '',
    latitude double precision,
    longitude double precision,
    mailbox text not null default '',
    pupils integer,
    parent_uai text,
    hosts_referent boolean not null,
    -- Kept by the verbs of nominations: how many mandates run, and since when there is none.
    referents integer not null default 0,
    vacant_since bigint,
    source text not null default '',
    source_on text
);
create index school_by_kind on school (kind, sector);

-- A person works in a school, mainly or as a complement, between two dates.
create table posting (
    id uuid primary key,
    person_id uuid not null references person (id) on delete cascade,
    school_id uuid not null references org_node (id),
    discipline text,
    main boolean not null,
    employment_status text not null default '',
    starts_at bigint not null,
    ends_at bigint,
    source text not null default '',
    created_at bigint not null
);
create index posting_by_person on posting (person_id, starts_at);
create index posting_by_school on posting (school_id, starts_at);
-- One running posting of a person in a school: an import that is repeated adds nothing.
create unique index posting_running on posting (person_id, school_id) where ends_at is null;

-- A deputy acts for the head: whose delegation it is.
alter table role_grant add column delegated_by uuid references person (id);
create index role_grant_by_node on role_grant (node_id, role);
