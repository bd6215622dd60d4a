-- Owner: io.freehold.controlplane.infrastructure
create table infrastructure (
  id                  uuid        primary key,
  organization_id     uuid        not null,
  name                text        not null unique,
  display_name        text        not null,
  spec                jsonb       not null,
  -- Grows with every change of the spec.
  generation          bigint      not null default 1,
  deletion_protection boolean     not null default false,
  -- 'retain' or 'delete' once deletion was asked for; null before that.
  deletion            text,
  phase               text        not null default 'provisioning',
  -- The generation that the phase speaks of.
  observed_generation bigint      not null default 0,
  conditions          jsonb       not null default '[]',
  nodes               jsonb       not null default '[]',
  leftovers           jsonb       not null default '[]',
  created_at          timestamptz not null,
  -- When the present piece of work began, and when the infrastructure was first ready.
  work_since          timestamptz not null,
  ready_at            timestamptz,
  deleted_at          timestamptz,
  last_event          bigint      not null default 0
);
create index infrastructure_by_organization on infrastructure (organization_id);

-- What watchers are told; sequence numbers are given under the infrastructure's row lock.
create table infrastructure_event (
  infrastructure_id uuid        not null references infrastructure (id),
  sequence          bigint      not null,
  at                timestamptz not null,
  data              jsonb       not null,
  primary key (infrastructure_id, sequence)
);
