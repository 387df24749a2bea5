-- Calls to other programs when something happens (DAT-11), signed as the Standard Webhooks specification says.

create table webhook (
    id uuid primary key,
    name text not null,
    url text not null,
    -- Base64: must be known to sign, and is shown once.
    secret text not null,
    -- Names of events: ["session.published"].
    events jsonb not null,
    state text not null check (state in ('active', 'paused')),
    -- Why it was paused, when nobody did: the other side said that it is gone.
    paused_because text not null default '',
    created_by uuid references person (id),
    version integer not null default 1,
    created_at bigint not null,
    updated_at bigint not null
);

-- What is called, and how it went. Sent again, it keeps its number: the other side knows it by that.
create table webhook_delivery (
    id uuid primary key,
    webhook_id uuid not null references webhook (id) on delete cascade,
    event text not null,
    payload jsonb not null,
    state text not null check (state in ('waiting', 'delivered', 'failed')),
    attempts integer not null default 0,
    -- Of the last try: HTTP status, or what went wrong before there was one.
    status integer,
    error text not null default '',
    tried_at bigint,
    created_at bigint not null
);
create index webhook_delivery_in_order on webhook_delivery (webhook_id, created_at);
create index webhook_delivery_unheard on webhook_delivery (webhook_id, state) where state <> 'delivered';
create index webhook_delivery_by_age on webhook_delivery (created_at);
