-- Owner: io.freehold.controlplane.infrastructure

-- Of the worker that wrote last; an earlier one's writes are refused.
alter table infrastructure add column fence bigint not null default 0;
