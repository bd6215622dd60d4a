package io.freehold.controlplane.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.springframework.stereotype.Component;

/** PostgreSQL's NOTIFY, as it reaches this control plane. */
@Component
public class Notifications {
  private static final Duration BETWEEN_CHECKS = Duration.ofMillis(300);

  private final DataSource database;

  Notifications(DataSource database) {
    this.database = database;
  }

  /**
   * Listens on one connection for as long as it is wanted, or until the connection is lost.
   *
   * @param channel a constant of ours: it goes into the statement as it is
   * @param begun called once nothing more can be missed
   * @param note called with the payload of each notification
   * @return true if it is no longer wanted, false if the connection was lost
   */
  public boolean listen(
      String channel, Runnable begun, Consumer<String> note, BooleanSupplier wanted) {
    try (Connection connection = database.getConnection()) {
      execute(connection, "LISTEN " + channel);
      begun.run();
      PGConnection source = connection.unwrap(PGConnection.class);
      while (wanted.getAsBoolean()) {
        PGNotification[] notes = source.getNotifications((int) BETWEEN_CHECKS.toMillis());
        if (notes != null) {
          for (PGNotification one : notes) {
            note.accept(one.getParameter());
          }
        }
      }
      execute(connection, "UNLISTEN *"); // it goes back to the pool
      return true;
    } catch (SQLException lost) {
      return false;
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
