-- Owner: io.freehold.controlplane.apicall

-- Every call to AWS for an infrastructure: what may change something by itself, from before it is
-- made; what only looks summed for each pass. One partition for each month, made when it begins.
create sequence api_call_number;
create table api_call (
  number            bigint      not null default nextval('api_call_number'),
  infrastructure_id uuid        not null,
  at                timestamptz not null,
  -- Whose graph: the infrastructure's or a service's.
  owner             text        not null,
  -- Null for the sum of a pass.
  action            text,
  calls             int         not null,
  -- How often each was made, for the sum of a pass.
  reads             jsonb,
  -- 'sent' while there is no answer, 'done', or the error's code.
  outcome           text        not null,
  primary key (at, number)
) partition by range (at);
create index api_call_by_infrastructure on api_call (infrastructure_id, number desc);
