package io.freehold.controlplane.database;

import java.io.IOException;
import java.util.Optional;

/**
 * A PostgreSQL that answers.
 *
 * @param url in JDBC's form
 * @param embedded the server to stop at the end, if it is our own
 */
public record Database(
    String url, Optional<String> user, Optional<String> password, Optional<AutoCloseable> embedded)
    implements AutoCloseable {

  /**
   * Starts the embedded server, or takes the address of the one that is there.
   *
   * @throws IOException if the embedded server does not start
   */
  public static Database open(DatabaseSettings settings) throws IOException {
    return switch (settings) {
      case DatabaseSettings.Server(String url, Optional<String> user, Optional<String> password) ->
          new Database(url, user, password, Optional.empty());
      case DatabaseSettings.Embedded(var directory, int port) -> {
        EmbeddedDatabase server = EmbeddedDatabase.start(directory, port);
        yield new Database(
            server.url(),
            Optional.of(EmbeddedDatabase.USER),
            Optional.of(server.password()),
            Optional.of(server));
      }
    };
  }

  @Override
  public void close() throws IOException {
    if (embedded.isPresent()) {
      try {
        embedded.get().close();
      } catch (IOException e) {
        throw e;
      } catch (Exception e) {
        throw new IOException("the embedded PostgreSQL did not stop", e);
      }
    }
  }

  @Override
  public String toString() {
    return "Database[embedded=" + embedded.isPresent() + "]";
  }
}
