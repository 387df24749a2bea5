-- How the seats of a session are shared out when more people ask than there are seats, and who wishes to hear of a
-- session.

-- In order of arrival; those who were in no session this year first; by lot when sign-up closes.
alter table training_session add column allocation text not null default 'arrival'
    check (allocation in ('arrival', 'newcomers', 'lottery'));
-- Most seats for the people of one school, until a date; null = no such limit.
alter table training_session add column school_quota integer check (school_quota between 1 and 1000);
alter table training_session add column quota_until bigint;
-- Seed of the lot, drawn when the session is announced; its hash is shown then, the seed itself after the draw, so that
-- anybody can draw again and find the same order.
alter table training_session add column lot_seed text;
alter table training_session add column drawn_at bigint;

-- 0 before 1: who comes first on the list, whatever the order of arrival.
alter table session_place add column priority integer not null default 0;

-- « Prévenez-moi » : reserves nothing; a session on the theme, or of the module, tells its wishers once.
create table session_wish (
    id uuid primary key,
    person_id uuid not null references person (id),
    -- One of the two.
    theme text references need_theme (code),
    module_id uuid references plan_module (id),
    reason text not null default '',
    created_at bigint not null,
    check ((theme is null) <> (module_id is null))
);
create unique index session_wish_of_theme on session_wish (person_id, theme) where theme is not null;
create unique index session_wish_of_module on session_wish (person_id, module_id) where module_id is not null;
create index session_wish_by_theme on session_wish (theme);
create index session_wish_by_module on session_wish (module_id);
