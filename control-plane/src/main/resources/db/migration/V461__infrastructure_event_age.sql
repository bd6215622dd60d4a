-- Owner: io.freehold.controlplane.infrastructure
-- Events are kept for a while, not for ever.
create index infrastructure_event_age on infrastructure_event (at);
