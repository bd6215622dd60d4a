package io.freehold.controlplane;

import io.freehold.controlplane.database.DatabaseSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** One PostgreSQL for all tests of a process, with a new database for whoever asks. */
public final class TestDatabase {
  private static final EmbeddedPostgres SERVER = start();
  private static final AtomicInteger MADE = new AtomicInteger();

  private TestDatabase() {}

  /** An empty database for a control plane. */
  public static DatabaseSettings.Server make() {
    return new DatabaseSettings.Server(
        SERVER.getJdbcUrl("postgres", empty()), Optional.empty(), Optional.empty());
  }

  /** An empty database, without a control plane. */
  public static DataSource source() {
    return SERVER.getDatabase("postgres", empty());
  }

  private static String empty() {
    String name = "test" + MADE.incrementAndGet();
    try (Connection connection = SERVER.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
      return name;
    } catch (SQLException e) {
      throw new IllegalStateException("no database " + name, e);
    }
  }

  private static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.builder().start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
