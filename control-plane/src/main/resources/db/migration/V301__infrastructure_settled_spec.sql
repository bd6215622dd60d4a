-- Owner: io.freehold.controlplane.infrastructure

-- What it was last brought to: the costs of a plan are told from there.
alter table infrastructure add column settled_spec jsonb;
update infrastructure set settled_spec = spec
 where phase = 'ready' and observed_generation = generation;
