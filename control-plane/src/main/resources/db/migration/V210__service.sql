-- Owner: io.freehold.controlplane.service
create table service (
  id                    uuid        primary key,
  organization_id       uuid        not null,
  infrastructure_id     uuid        not null,
  -- Short and generated, as an infrastructure's; the customer's own is in the spec.
  name                  text        not null unique,
  spec                  jsonb       not null,
  tags                  jsonb       not null default '[]',
  version               text        not null,
  password_sha256_hex   text        not null,
  -- Of MySQL's protocol; only if a client brought it.
  password_double_sha1  text,
  -- Whether it is to run, or to be stopped.
  wanted                text        not null default 'running',
  -- Grows with every change of what is asked for.
  generation            bigint      not null default 1,
  -- 'retain' or 'delete' once deletion was asked for; null before that.
  deletion              text,
  state                 text        not null default 'provisioning',
  -- The generation that the state speaks of.
  observed_generation   bigint      not null default 0,
  conditions            jsonb       not null default '[]',
  nodes                 jsonb       not null default '[]',
  created_at            timestamptz not null,
  running_at            timestamptz,
  deleted_at            timestamptz,
  -- Of the worker that wrote last; an earlier one's writes are refused.
  fence                 bigint      not null default 0
);
create index service_by_organization on service (organization_id, created_at, id);
create index service_by_infrastructure on service (infrastructure_id);
