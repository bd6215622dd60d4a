package io.freehold.controlplane.database;

import java.nio.file.Path;
import java.util.Optional;

/** Which PostgreSQL is used. */
public sealed interface DatabaseSettings {

  /**
   * A server of our own, as long as the control plane runs. Its data stays.
   *
   * @param directory where everything is kept; made if it is missing
   * @param port on which the server listens on the loopback address; 0 takes any free one
   */
  record Embedded(Path directory, int port) implements DatabaseSettings {}

  /**
   * A server that is there already; several control planes may share it.
   *
   * @param url in JDBC's form: {@code jdbc:postgresql://host:5432/freehold}
   */
  record Server(String url, Optional<String> user, Optional<String> password)
      implements DatabaseSettings {
    @Override
    public String toString() {
      return "Server[user=" + user.orElse("-") + "]"; // the address may carry a password
    }
  }
}
