-- Owner: io.freehold.controlplane.service
-- When a service that may go to sleep was last used, as far as it was looked at.
create table service_use (
  service_id      uuid        primary key references service (id),
  organization_id uuid        not null,
  -- What was asked of it then: its generation, and the entry of its schedule.
  asked           text        not null,
  -- Stands for all that its clients had done by then.
  traffic         text        not null,
  used_at         timestamptz not null,
  -- When it was last looked at, and there was something to be seen.
  seen_at         timestamptz not null
);
