-- Owner: io.freehold.controlplane.service
alter table service
  -- Entries of the weekly scaling schedule.
  add column scaling_schedule     jsonb   not null default '[]',
  -- The most that a replica was ever asked to have: volumes grow, and never shrink.
  add column largest_memory_gb    integer not null default 0,
  -- Null where there is none, or where the defaults hold.
  add column upgrade_window       jsonb,
  add column backup_configuration jsonb,
  -- Ids of the private endpoints that may reach it.
  add column private_endpoint_ids jsonb   not null default '[]';
comment on column service.wanted is 'running, stopped or asleep';

-- Private endpoints that customers have made in their own VPCs and registered here.
create table private_endpoint (
  organization_id uuid        not null,
  id              text        not null,
  description     text        not null,
  region          text        not null,
  created_at      timestamptz not null,
  primary key (organization_id, id)
);
