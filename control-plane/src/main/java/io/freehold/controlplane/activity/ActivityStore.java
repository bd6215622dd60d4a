package io.freehold.controlplane.activity;

import io.freehold.protocol.activity.Activity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Activities. Nothing here is ever changed. */
@Repository
class ActivityStore {
  private final JdbcClient jdbc;

  ActivityStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void insert(Activity activity) {
    jdbc.sql(
            """
            insert into activity (id, organization_id, service_id, type, actor_type, actor_id,
                                  actor_details, actor_ip_address, user_agent, target_key_id,
                                  key_update_type, created_at)
            values (cast(:id as uuid), cast(:organization as uuid), cast(:service as uuid), :type,
                    :actorType, :actorId, :actorDetails, :address, :userAgent,
                    cast(:targetKey as uuid), :keyUpdate, :at)
            """)
        .param("id", activity.id())
        .param("organization", activity.organizationId())
        .param("service", activity.serviceId())
        .param("type", activity.type())
        .param("actorType", activity.actorType())
        .param("actorId", activity.actorId())
        .param("actorDetails", activity.actorDetails())
        .param("address", activity.actorIpAddress())
        .param("userAgent", activity.userAgent())
        .param("targetKey", activity.targetKeyId())
        .param("keyUpdate", activity.keyUpdateType())
        .param("at", Timestamp.from(activity.createdAt()))
        .update();
  }

  /**
   * The newest first.
   *
   * @param from inclusive
   * @param to inclusive
   */
  List<Activity> list(UUID organization, @Nullable Instant from, @Nullable Instant to, int atMost) {
    return jdbc.sql(
            """
            select * from activity
             where organization_id = :organization
               and (cast(:from as timestamptz) is null or created_at >= :from)
               and (cast(:to as timestamptz) is null or created_at <= :to)
             order by created_at desc, sequence desc
             limit :most
            """)
        .param("organization", organization)
        .param("from", from == null ? null : Timestamp.from(from))
        .param("to", to == null ? null : Timestamp.from(to))
        .param("most", atMost)
        .query(ActivityStore::row)
        .list();
  }

  Optional<Activity> find(UUID organization, UUID id) {
    return jdbc.sql("select * from activity where organization_id = :organization and id = :id")
        .param("organization", organization)
        .param("id", id)
        .query(ActivityStore::row)
        .optional();
  }

  private static Activity row(ResultSet row, int number) throws SQLException {
    return new Activity(
        row.getString("id"),
        row.getTimestamp("created_at").toInstant(),
        row.getString("type"),
        row.getString("actor_type"),
        row.getString("actor_id"),
        row.getString("actor_details"),
        row.getString("actor_ip_address"),
        row.getString("organization_id"),
        row.getString("service_id"),
        row.getString("user_agent"),
        row.getString("target_key_id"),
        row.getString("key_update_type"));
  }
}
