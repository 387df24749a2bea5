-- Files taken in: what each row would do, what it did, and how it is undone.

create table import_batch (
    id uuid primary key,
    kind text not null check (kind in ('register', 'people')),
    state text not null check (state in ('reading', 'ready', 'failed', 'applying', 'applied', 'undoing', 'undone',
        'dropped')),
    -- Path of the node in which it may write; empty = the whole installation.
    scope text not null,
    file_name text not null,
    file_bytes bigint not null,
    -- Encoding, delimiter, header: found, or chosen by a person. {} until it is known.
    shape jsonb not null,
    -- Field → column, counted from 0.
    mapping jsonb not null,
    -- First rows of the file, to check the two above.
    head jsonb not null,
    options jsonb not null,
    -- Rows by verdict, and by what became of them.
    counts jsonb not null,
    -- Bassins that were made for its schools, to be taken away with them.
    made jsonb not null,
    -- Why it could not be read: key of a sentence and its values. {} when it could.
    failure jsonb not null,
    -- Rows that were refused do not keep the others out.
    only_valid boolean not null default false,
    -- How far the work of the present state is: rows read or written, bytes of the file.
    done_rows integer not null default 0,
    done_bytes bigint not null default 0,
    total_rows integer not null default 0,
    created_by uuid references person (id) on delete set null,
    created_at bigint not null,
    updated_at bigint not null,
    applied_by uuid references person (id) on delete set null,
    applied_at bigint,
    undone_at bigint
);
create index import_batch_by_age on import_batch (created_at);
create index import_batch_busy on import_batch (kind, scope) where state in ('applying', 'undoing');

create table import_row (
    batch_id uuid not null references import_batch (id) on delete cascade,
    number integer not null,
    -- Line in the file, from 1; 0 for what is not in it.
    line integer not null,
    verdict text not null check (verdict in ('add', 'change', 'close', 'same', 'skip', 'decide', 'refuse', 'absent')),
    -- UAI of a school, address of a person.
    about text not null,
    label text not null,
    -- Key of both: what the search looks in.
    search_key text not null default '',
    -- Key of the sentence that says why, for what is not simply written.
    reason text not null default '',
    -- What the row says, what it changes, remarks, values of the reason; afterwards what undoes it.
    detail jsonb not null,
    -- What became of it: '' = not yet.
    outcome text not null default '' check (outcome in ('', 'done', 'already', 'moved', 'removed', 'closed', 'restored',
        'kept')),
    -- A person's answer to `decide`: the same person, or another one.
    decision text not null default '' check (decision in ('', 'same', 'other')),
    primary key (batch_id, number)
);
create index import_row_by_verdict on import_row (batch_id, verdict, number);

-- Which column of a file of this shape is what, remembered for whoever imports there.
create table import_mapping (
    scope text not null,
    kind text not null,
    -- Hash of the names of its columns, or of their number.
    shape text not null,
    mapping jsonb not null,
    updated_at bigint not null,
    primary key (scope, kind, shape)
);

-- One row, locked by whoever writes a batch: two imports never write between each other's looking and writing.
create table import_lock (
    one integer primary key check (one = 1)
);
insert into import_lock (one) values (1);

-- Natures of the register that host no référent: named when somebody imports them.
insert into school_nature (code, label, kind, hosts_referent, second_degree) values
    ('101', 'École maternelle', 'ecole_maternelle', false, false),
    ('151', 'École élémentaire', 'ecole_elementaire', false, false),
    ('802', 'Rectorat', 'rectorat', false, false),
    ('803', 'Service rectoral', 'service_rectoral', false, false),
    ('805', 'Direction des services départementaux', 'dsden', false, false),
    ('806', 'Service de la DSDEN', 'dsden', false, false),
    ('809', 'Circonscription du premier degré', 'circonscription_1d', false, false),
    ('841', 'Centre d''information et d''orientation', 'cio', false, false)
    on conflict (code) do nothing;
