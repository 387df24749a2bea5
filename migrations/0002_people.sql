-- People, how they log in, and what they may do.

create table person (
    id uuid primary key,
    given_name text not null,
    usual_name text not null,
    -- Key of "usual given" for sorting and search, made in Rust: both databases compare bytes.
    name_key text not null,
    locale text not null default 'fr',
    discipline text,
    school text,
    -- Reading preferences (size, font, theme): {} = those of the browser.
    reading jsonb not null,
    created_at bigint not null,
    updated_at bigint not null
);
create index person_by_name on person (name_key, id);

-- Addresses change: never a key to a person. One living owner per address.
create table email (
    id uuid primary key,
    person_id uuid not null references person (id) on delete cascade,
    address text not null,
    address_key text not null,
    main boolean not null,
    starts_at bigint not null,
    ends_at bigint
);
create unique index email_living on email (address_key) where ends_at is null;
create index email_by_person on email (person_id);

create table account (
    person_id uuid primary key references person (id) on delete cascade,
    state text not null check (state in ('invited', 'active', 'locked', 'deactivated')),
    password_hash text,
    password_changed_at bigint,
    last_login_at bigint,
    created_at bigint not null,
    updated_at bigint not null
);

-- Invitation and reset: single use, kept as a hash.
create table account_link (
    token_hash text primary key,
    person_id uuid not null references person (id) on delete cascade,
    purpose text not null check (purpose in ('invitation', 'reset')),
    expires_at bigint not null,
    used_at bigint,
    created_at bigint not null
);
create index account_link_by_person on account_link (person_id, purpose);

-- Role on a node of the tree, dated. Without a node: the whole installation.
create table role_grant (
    id uuid primary key,
    person_id uuid not null references person (id) on delete cascade,
    role text not null,
    node_id uuid,
    starts_at bigint not null,
    ends_at bigint,
    granted_by uuid references person (id),
    reason text not null default ''
);
create index role_grant_by_person on role_grant (person_id, role);

-- A login in one browser (the training session has another name).
create table web_session (
    id_hash text primary key,
    person_id uuid references person (id) on delete cascade,
    data text not null,
    agent text not null default '',
    created_at bigint not null,
    seen_at bigint not null,
    expires_at bigint not null
);
create index web_session_by_person on web_session (person_id, seen_at);
create index web_session_by_expiry on web_session (expires_at);

create table api_token (
    id uuid primary key,
    person_id uuid not null references person (id) on delete cascade,
    name text not null,
    token_hash text not null unique,
    created_at bigint not null,
    last_used_at bigint,
    expires_at bigint,
    revoked_at bigint
);
create index api_token_by_person on api_token (person_id, created_at);
