-- Owner: io.freehold.controlplane.infrastructure
-- Under which domain infrastructures are: one for all of them, kept from the first one on.
create table vendor_domain (
  single boolean primary key default true check (single),
  domain text    not null
);
-- There was no other before.
insert into vendor_domain (domain)
select 'aws.byoc.clickhouse.cloud' where exists (select from infrastructure);
