-- Owner: io.freehold.controlplane.member
create table member (
  organization_id uuid        not null,
  user_id         text        not null,
  name            text        not null,
  email           text        not null,
  roles           text[]      not null,
  joined_at       timestamptz not null,
  primary key (organization_id, user_id),
  unique (organization_id, email)
);

-- One for each address: who is invited anew gets a new one instead.
create table invitation (
  id              uuid        primary key,
  organization_id uuid        not null,
  email           text        not null,
  roles           text[]      not null,
  created_at      timestamptz not null,
  expire_at       timestamptz not null,
  unique (organization_id, email)
);
