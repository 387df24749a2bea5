-- The workshop: modules that people write in the browser, with the files of a folder of `content/`.

-- A course is for everybody, or for the people of one node of the organisation.
alter table course add column scope_node uuid references org_node (id);
-- Where its versions come from: a folder that is read, or a module of the workshop. The one never overwrites the other.
alter table course add column source text not null default 'folder' check (source in ('folder', 'workshop'));

-- What readers are told of a course that left the catalogue.
alter table course add column successor text;
alter table course add column retired_reason text;

create table workshop_module (
    id uuid primary key,
    -- Name of its folder, and its address once published; never changed.
    slug text not null unique,
    title text not null,
    owner_id uuid not null references person (id),
    -- The school whose référent writes it.
    school_id uuid not null references org_node (id),
    -- Where it is shown: the school, or a node above it once that was validated.
    node_id uuid not null references org_node (id),
    state text not null check (state in ('draft', 'in_review', 'validated', 'published')),
    -- Counts the saves; what a form was filled on.
    revision integer not null,
    published_revision integer,
    -- The course it was made from.
    upstream_slug text,
    upstream_version text,
    submitted_at bigint,
    created_at bigint not null,
    updated_at bigint not null
);
create index workshop_module_by_owner on workshop_module (owner_id, updated_at);
create index workshop_module_by_review on workshop_module (state, submitted_at);

-- The files as they stand.
create table workshop_file (
    module_id uuid not null references workshop_module (id),
    path text not null,
    sha256 text not null,
    size bigint not null,
    -- Save in which it last changed.
    revision integer not null,
    primary key (module_id, path)
);

-- What the files held, by content: every save can be read again.
create table workshop_blob (
    sha256 text primary key,
    bytes bytea not null,
    created_at bigint not null
);

-- Who saved what, when; no content = the file was taken away.
create table workshop_save (
    module_id uuid not null references workshop_module (id),
    revision integer not null,
    path text not null,
    sha256 text,
    author_id uuid not null references person (id),
    kind text not null,
    created_at bigint not null,
    primary key (module_id, revision, path)
);

-- What reviewers wrote. Without a path: about the whole, with the verdict.
create table workshop_remark (
    id uuid primary key,
    module_id uuid not null references workshop_module (id),
    revision integer not null,
    author_id uuid not null references person (id),
    verdict text check (verdict in ('returned', 'validated')),
    path text,
    line integer,
    body text not null,
    created_at bigint not null
);
create index workshop_remark_by_module on workshop_remark (module_id, created_at);
