package io.freehold.controlplane.service;

import io.freehold.model.service.BackupConfiguration;
import io.freehold.model.service.UpgradeWindow;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** What is set for a service beside its spec. */
@Repository
class ServiceSettingsStore {
  private final JdbcClient jdbc;
  private final JsonMapper json;

  ServiceSettingsStore(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  Optional<UpgradeWindow> upgradeWindow(UUID organization, UUID id) {
    return jdbc.sql(
            """
            select upgrade_window from service
             where id = :id and organization_id = :organization and upgrade_window is not null
            """)
        .param("id", id)
        .param("organization", organization)
        .query(String.class)
        .optional()
        .map(text -> json.readValue(text, UpgradeWindow.class));
  }

  void upgradeWindow(UUID organization, UUID id, @Nullable UpgradeWindow window) {
    jdbc.sql(
            """
            update service set upgrade_window = cast(:window as jsonb)
             where id = :id and organization_id = :organization
            """)
        .param("id", id)
        .param("organization", organization)
        .param("window", window == null ? null : json.writeValueAsString(window))
        .update();
  }

  BackupConfiguration backups(UUID organization, UUID id) {
    return jdbc.sql(
            """
            select backup_configuration from service
             where id = :id and organization_id = :organization
               and backup_configuration is not null
            """)
        .param("id", id)
        .param("organization", organization)
        .query(String.class)
        .optional()
        .map(text -> json.readValue(text, BackupConfiguration.class))
        .orElse(BackupConfiguration.DEFAULT);
  }

  void backups(UUID organization, UUID id, BackupConfiguration configuration) {
    jdbc.sql(
            """
            update service
               set backup_configuration = cast(:configuration as jsonb)
             where id = :id and organization_id = :organization
            """)
        .param("id", id)
        .param("organization", organization)
        .param("configuration", json.writeValueAsString(configuration))
        .update();
  }
}
