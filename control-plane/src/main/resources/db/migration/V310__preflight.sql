-- Owner: io.freehold.controlplane.preflight
-- What was found out about the account of an infrastructure. A look that finds the same as the one
-- before only moves its time.
create table preflight_run (
  infrastructure_id uuid        not null references infrastructure (id),
  sequence          bigint      not null generated always as identity,
  -- Of the spec that it was for.
  generation        bigint      not null,
  checks            jsonb       not null,
  since             timestamptz not null,
  at                timestamptz not null,
  primary key (infrastructure_id, sequence)
);

-- Who said that a check that fails is to stop nothing, and why.
create table preflight_waiver (
  infrastructure_id uuid        not null references infrastructure (id),
  sequence          bigint      not null generated always as identity,
  check_id          text        not null,
  reason            text        not null,
  actor             text        not null,
  at                timestamptz not null,
  primary key (infrastructure_id, sequence)
);

-- From when on something was made: from then on nothing is held back for what a preflight finds.
create table preflight_passage (
  infrastructure_id uuid        primary key references infrastructure (id),
  at                timestamptz not null
);
insert into preflight_passage (infrastructure_id, at) select id, created_at from infrastructure;
