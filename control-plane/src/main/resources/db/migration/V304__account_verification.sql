-- Owner: io.freehold.controlplane.account
alter table cloud_account
  -- When the role was named last: it may be so new that AWS does not know it everywhere.
  add column reported_at     timestamptz,
  -- When the latest look at the role began that was written down.
  add column checked_at      timestamptz,
  -- When the state became what it is.
  add column state_since     timestamptz,
  -- What the role said of itself.
  add column role_path       text,
  add column boundary_arn    text,
  add column template_version text;

update cloud_account
   set state_since = created_at,
       reported_at = case when management_role_arn is null then null else created_at end;

alter table cloud_account alter column state_since set not null;

-- Roles that were named before anybody judged them are judged now.
insert into work_item (key, requested)
select 'account/' || id, 1 from cloud_account where management_role_arn is not null;

insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
select 'reconcile', 'account/' || id, created_at, false, 1
  from cloud_account where management_role_arn is not null;
