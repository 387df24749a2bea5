-- Courses and their published versions. A published version never changes.

create table course (
    slug text primary key,
    state text not null check (state in ('published', 'deprecated', 'archived')),
    -- The version that new learners get; null until the first one is in.
    current_version uuid,
    -- What the last attempt at publishing said, when it failed: the operator reads why the last good version stays.
    refused jsonb,
    refused_at bigint,
    created_at bigint not null,
    updated_at bigint not null
);

create table course_version (
    id uuid primary key,
    course_slug text not null references course (slug),
    -- 1, 2, 3… in order of publication.
    number integer not null,
    semver text not null,
    checksum text not null,
    title text not null,
    -- Class of the change against the version before: correctif, mineur, majeur, or premier.
    change_class text not null,
    -- The whole of it, rendered: see `src/course/published.rs`.
    document jsonb not null,
    published_at bigint not null,
    unique (course_slug, number),
    unique (course_slug, semver)
);

-- What a card of the catalogue shows, of the current version only.
create table course_card (
    course_slug text primary key references course (slug),
    version_id uuid not null references course_version (id),
    card jsonb not null,
    title_key text not null,
    minutes integer not null,
    updated_at bigint not null
);

-- Inverted index in our own keys (`src/text.rs`): the same answers on both databases.
-- page_key '' = the course itself.
create table course_term (
    term text not null,
    course_slug text not null references course (slug) on delete cascade,
    page_key text not null,
    weight integer not null,
    primary key (term, course_slug, page_key)
);
create index course_term_by_course on course_term (course_slug);

-- Files of the versions, by content.
create table course_blob (
    sha256 text primary key,
    media_type text not null,
    bytes bytea not null,
    created_at bigint not null
);
