package io.freehold.controlplane.service;

import io.freehold.controlplane.activity.Activities;
import io.freehold.controlplane.activity.ActivityType;
import io.freehold.controlplane.organization.RegisteredEndpoints;
import io.freehold.protocol.organization.Organization;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Private endpoints that customers have registered, and the services that they are for. */
@Repository
class PrivateEndpointStore implements RegisteredEndpoints {
  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final Activities activities;

  PrivateEndpointStore(JdbcClient jdbc, JsonMapper json, Activities activities) {
    this.jdbc = jdbc;
    this.json = json;
    this.activities = activities;
  }

  @Override
  public List<Organization.PrivateEndpoint> of(UUID organizationId) {
    return jdbc.sql(
            """
            select id, description, region from private_endpoint
             where organization_id = :organization order by created_at, id
            """)
        .param("organization", organizationId)
        .query((row, number) ->
            new Organization.PrivateEndpoint(
                row.getString("id"), row.getString("description"), "aws", row.getString("region")))
        .list();
  }

  @Override
  public void remove(UUID organizationId, String id) {
    jdbc.sql("delete from private_endpoint where organization_id = :organization and id = :id")
        .param("organization", organizationId)
        .param("id", id)
        .update();
    List<UUID> touched =
        jdbc.sql(
                """
                update service set private_endpoint_ids = private_endpoint_ids - cast(:id as text)
                 where organization_id = :organization and deleted_at is null
                   and hidden_at is null
                   and private_endpoint_ids @> to_jsonb(cast(:id as text))
                returning id
                """)
            .param("organization", organizationId)
            .param("id", id)
            .query((row, number) -> row.getObject("id", UUID.class))
            .list();
    for (UUID service : touched) {
      activities.recordService(
          organizationId, service, ActivityType.SERVICE_UPDATE_PRIVATE_ENDPOINTS);
    }
  }

  @Override
  public boolean put(
      UUID organizationId, String id, String description, String region, Instant now) {
    return put(organizationId, id, Optional.of(description), region, now);
  }

  /**
   * Registers one that is new, without a description, and keeps it until the transaction ends;
   * false if one of that id is in another region.
   */
  boolean holds(UUID organizationId, String id, String region, Instant now) {
    return put(organizationId, id, Optional.empty(), region, now);
  }

  private boolean put(
      UUID organizationId, String id, Optional<String> description, String region, Instant now) {
    return jdbc.sql(
                """
                insert into private_endpoint (organization_id, id, description, region, created_at)
                values (:organization, :id, coalesce(cast(:description as text), ''), :region, :now)
                on conflict (organization_id, id) do update
                   set description = coalesce(cast(:description as text), private_endpoint.description)
                 where private_endpoint.region = :region
                """)
            .param("organization", organizationId)
            .param("id", id)
            .param("description", description.orElse(null))
            .param("region", region)
            .param("now", Timestamp.from(now))
            .update()
        == 1;
  }

  /** A service is reached by these from now on. */
  void set(UUID organizationId, UUID service, List<String> ids) {
    jdbc.sql(
            """
            update service set private_endpoint_ids = cast(:ids as jsonb)
             where organization_id = :organization and id = :id
            """)
        .param("organization", organizationId)
        .param("id", service)
        .param("ids", json.writeValueAsString(ids))
        .update();
  }
}
