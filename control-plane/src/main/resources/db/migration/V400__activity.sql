-- Owner: io.freehold.controlplane.activity
create table activity (
  id               uuid        primary key,
  -- In the order in which they happened, also within one moment.
  sequence         bigint      generated always as identity,
  organization_id  uuid        not null,
  service_id       uuid,
  type             text        not null,
  actor_type       text        not null,
  actor_id         text        not null,
  actor_details    text        not null,
  actor_ip_address text,
  user_agent       text,
  target_key_id    uuid,
  key_update_type  text,
  created_at       timestamptz not null
);
create index activity_by_organization on activity (organization_id, created_at desc, sequence desc);
