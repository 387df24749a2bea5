-- What trainers are owed for sessions: prepared by the trainer, certified by the head, checked and exported by the
-- manager. Préau makes lists; it never pays.

-- What an hour, or the design of a training, may cost: configuration in versions, each valid from a civil day on.
create table pay_rate (
    valid_from text not null,
    kind text not null check (kind in ('initiation', 'deepening', 'expertise', 'design')),
    -- Of an hour; `design` is a flat amount.
    min_cents bigint not null check (min_cents >= 0),
    max_cents bigint not null,
    legal_ref text not null,
    primary key (valid_from, kind),
    check (min_cents <= max_cents)
);
insert into pay_rate (valid_from, kind, min_cents, max_cents, legal_ref) values
    ('2012-05-07', 'initiation', 2500, 4000, 'Décret 2010-235, arrêté du 7 mai 2012'),
    ('2012-05-07', 'deepening', 3000, 8000, 'Décret 2010-235, arrêté du 7 mai 2012'),
    ('2012-05-07', 'expertise', 3500, 9000, 'Décret 2010-235, arrêté du 7 mai 2012'),
    ('2012-05-07', 'design', 3000, 30000, 'Décret 2010-235, arrêté du 7 mai 2012');

-- Statements that went to the payroll office together.
create table pay_batch (
    id uuid primary key,
    node_id uuid not null references org_node (id),
    -- Counted from 1 at its node.
    number integer not null,
    statements integer not null,
    amount_cents bigint not null,
    created_by uuid references person (id),
    created_at bigint not null
);
create unique index pay_batch_number on pay_batch (node_id, number);

create table pay_statement (
    id uuid primary key,
    session_id uuid not null references training_session (id),
    trainer_id uuid not null references person (id),
    state text not null check (state in ('not_applicable', 'to_prepare', 'submitted', 'service_certified', 'checked',
                                         'exported', 'paid_reported', 'rejected')),
    -- Version of the rates that held on the first day of the session.
    grid_from text not null,
    -- Of all half-days: nobody is owed more than that.
    total_minutes integer not null check (total_minutes >= 0),
    initiation_min integer not null default 0 check (initiation_min >= 0),
    initiation_rate bigint not null default 0,
    deepening_min integer not null default 0 check (deepening_min >= 0),
    deepening_rate bigint not null default 0,
    expertise_min integer not null default 0 check (expertise_min >= 0),
    expertise_rate bigint not null default 0,
    preparation_cents bigint not null default 0 check (preparation_cents >= 0),
    -- Sum of the lines, each rounded by itself.
    amount_cents bigint not null default 0 check (amount_cents >= 0),
    -- Civil day of the permit to hold a second activity (autorisation de cumul).
    permit_on text,
    -- The hours count under the allowance of a mandate: nothing is owed here.
    covered_by_allowance boolean not null,
    -- Of the last rejection, for the trainer.
    reason text not null default '',
    batch_id uuid references pay_batch (id),
    paid_on text,
    version integer not null default 1,
    state_at bigint not null,
    created_at bigint not null,
    updated_at bigint not null,
    check (initiation_min + deepening_min + expertise_min <= total_minutes)
);
create unique index pay_statement_once on pay_statement (session_id, trainer_id);
create index pay_statement_by_trainer on pay_statement (trainer_id, created_at);
create index pay_statement_by_state on pay_statement (state, state_at);
create index pay_statement_by_batch on pay_statement (batch_id);

create table pay_step (
    id uuid primary key,
    statement_id uuid not null references pay_statement (id) on delete cascade,
    event text not null,
    from_state text not null,
    to_state text not null,
    -- Null = the platform.
    by_id uuid references person (id),
    reason text not null default '',
    at bigint not null
);
create index pay_step_of_statement on pay_step (statement_id, at);
