package io.freehold.controlplane.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {

  @Test
  void survives_what_kills_it(@TempDir Path directory) throws Exception {
    // A control plane's process, killed as by the kernel: its server lives on.
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                directory.toString())
            .redirectError(directory.resolve("holder.log").toFile())
            .start();
    try (var lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null && !line.equals("ready")) {
        line = lines.readLine();
      }
      assertThat(line).isEqualTo("ready");
    }
    assertThatThrownBy(() -> EmbeddedDatabase.start(directory, 0))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("in use by another control plane");
    process.destroyForcibly().waitFor();
    long pid =
        Long.parseLong(Files.readAllLines(directory.resolve("postgres/postmaster.pid")).getFirst());
    assertThat(ProcessHandle.of(pid)).isPresent();

    try (EmbeddedDatabase again = EmbeddedDatabase.start(directory, 0)) {
      assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
      assertThat(ask(again, "SELECT word FROM kept")).isEqualTo("kept");
    }
    assertThat(directory.resolve("postgres/postmaster.pid")).doesNotExist();
  }

  @Test
  void loses_nothing_that_was_committed_and_lets_nobody_in_without_the_password(
      @TempDir Path directory) throws Exception {
    try (EmbeddedDatabase server = EmbeddedDatabase.start(directory, 0)) {
      assertThat(ask(server, "SHOW fsync")).isEqualTo("on");
      assertThat(ask(server, "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(ask(server, "SHOW full_page_writes")).isEqualTo("on");
      assertThatThrownBy(() -> DriverManager.getConnection(server.url(), "postgres", "guess"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(directory.resolve("postgres.password"))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void what_a_reused_process_number_belongs_to_is_left_alone(@TempDir Path directory)
      throws Exception {
    Files.createDirectories(directory.resolve("postgres"));
    Path file = directory.resolve("postgres/postmaster.pid");
    Files.writeString(file, ProcessHandle.current().pid() + "\n");

    LeftoverPostmaster.stop(directory.resolve("postgres"));

    assertThat(file).doesNotExist(); // and this test still runs
  }

  private static String ask(EmbeddedDatabase server, String question) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(server.url(), EmbeddedDatabase.USER, server.password());
        var statement = connection.createStatement();
        var answer = statement.executeQuery(question)) {
      answer.next();
      return answer.getString(1);
    }
  }

  /** A process that holds a database until it is killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws Exception {
      EmbeddedDatabase server = EmbeddedDatabase.start(Path.of(arguments[0]), 0);
      try (Connection connection =
              DriverManager.getConnection(server.url(), EmbeddedDatabase.USER, server.password());
          var statement = connection.createStatement()) {
        statement.execute("CREATE TABLE kept (word text)");
        statement.execute("INSERT INTO kept VALUES ('kept')");
      }
      System.out.println("ready");
      Optional<Integer> never = Optional.of(System.in.read());
      System.out.println(never);
    }
  }
}
