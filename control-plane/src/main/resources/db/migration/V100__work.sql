-- Owner: io.freehold.controlplane.work

-- db-scheduler's own table, as its version 16 wants it.
create table scheduled_tasks (
  task_name            text        not null,
  task_instance        text        not null,
  task_data            bytea,
  execution_time       timestamptz,
  picked               boolean     not null,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures int,
  last_heartbeat       timestamptz,
  version              bigint      not null,
  priority             smallint,
  primary key (task_name, task_instance)
);
create index scheduled_tasks_by_time on scheduled_tasks (execution_time);
create index scheduled_tasks_by_heartbeat on scheduled_tasks (last_heartbeat);

-- One row for each thing that was ever to be looked at.
create table work_item (
  key       text   primary key,
  -- Grows with every request, so that one that comes during a pass is not lost.
  requested bigint not null,
  -- Grows with every worker that takes the thing over; writes under a smaller one are refused.
  fence     bigint not null default 0
);

-- Everything that an owner has, or may have, in a cloud.
create table creation_ledger (
  owner          text        not null,
  node           text        not null,
  kind           text        not null,
  place          text        not null,
  external_id    text,
  generation     int         not null,
  depends_on     text[]      not null,
  attempted_at   timestamptz,
  confirmed_at   timestamptz,
  ready_at       timestamptz,
  deleting_since timestamptz,
  primary key (owner, node)
);
