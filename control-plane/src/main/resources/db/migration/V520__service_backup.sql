-- Owner: io.freehold.controlplane.service

-- Backups that were begun, as they were seen in the cluster; its own memory of them is short.
create table service_backup (
  organization_id uuid        not null,
  service_id      uuid        not null,
  -- Of the job that made it.
  id              uuid        not null,
  job             text        not null,
  -- Below the service's prefix in the backup bucket.
  path            text        not null,
  -- Made because the service is being deleted.
  last            boolean     not null,
  -- 'in_progress', 'done' or 'error'.
  status          text        not null,
  started_at      timestamptz not null,
  finished_at     timestamptz,
  size_in_bytes   bigint,
  -- Why it failed.
  message         text        not null default '',
  -- Not shown any more: its objects are being deleted.
  expired         boolean     not null default false,
  -- They are gone; it stays until the cluster forgets its job.
  emptied         boolean     not null default false,
  primary key (service_id, id)
);

-- Since when a service that is being deleted is not found any more, while a last backup is made.
alter table service add column hidden_at timestamptz;
