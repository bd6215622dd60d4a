-- Owner: io.freehold.controlplane.infrastructure
-- That answer for its domain, once the zone is there: what a delegation to it names.
alter table infrastructure add column name_servers text[] not null default '{}';
