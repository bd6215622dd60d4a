-- Owner: io.freehold.controlplane.infrastructure
-- Infrastructures have nodes for the sizes of their services; from now on each new size is noted when
-- a service asks for it.
update infrastructure
   set spec = jsonb_set(infrastructure.spec, '{replicaMemoryGb}', used.sizes)
  from (select infrastructure_id, jsonb_agg(memory order by memory) as sizes
          from (select infrastructure_id, cast(spec ->> 'minReplicaMemoryGb' as integer) as memory
                  from service
                 where deleted_at is null
                union
                select infrastructure_id, cast(entry ->> 'minReplicaMemoryGb' as integer)
                  from service, jsonb_array_elements(scaling_schedule) as entry
                 where deleted_at is null and entry ->> 'minReplicaMemoryGb' is not null
                union
                select id, 48 from infrastructure) as each_size
         group by infrastructure_id) as used
 where used.infrastructure_id = infrastructure.id and infrastructure.deleted_at is null;
