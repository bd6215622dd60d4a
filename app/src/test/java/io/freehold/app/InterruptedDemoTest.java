package io.freehold.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.freehold.cli.client.Api;
import io.freehold.cli.profile.Profiles;
import io.freehold.protocol.infrastructure.Infrastructure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A demo in a process of its own, which somebody interrupts in the midst of its work. */
class InterruptedDemoTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir private Path folder;

  private Process start(Path credentials, Path scratch) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + Files.createDirectories(scratch),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName(),
                "demo",
                "--credentials",
                credentials.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile());
    builder.environment().put("XDG_CONFIG_HOME", folder.toString());
    return builder.start();
  }

  @Test
  void ctrl_c_ends_it_and_leaves_neither_files_nor_processes() throws Exception {
    Path credentials = folder.resolve("credentials");
    Path scratch = folder.resolve("scratch");
    Process demo = start(credentials, scratch);
    try {
      await()
          .atMost(LIMIT)
          .until(() -> !demo.isAlive() || Files.exists(credentials) && isProvisioning(credentials));
      assertThat(demo.isAlive()).as(Files.readString(folder.resolve("out"))).isTrue();
      long postgres = postgres(scratch);
      assertThat(isAlive(postgres)).isTrue();

      // What the terminal sends on Ctrl-C.
      assertThat(new ProcessBuilder("kill", "-INT", Long.toString(demo.pid())).start().waitFor())
          .isZero();

      assertThat(demo.waitFor(3, TimeUnit.MINUTES)).isTrue();
      await().atMost(LIMIT).until(() -> !isAlive(postgres));
      try (Stream<Path> left = Files.list(scratch)) {
        assertThat(left.filter(file -> file.getFileName().toString().startsWith("freehold-")))
            .isEmpty();
      }
    } finally {
      demo.destroyForcibly();
    }
  }

  /** The process whose id PostgreSQL writes down itself. */
  private static long postgres(Path scratch) throws IOException {
    try (Stream<Path> files = Files.walk(scratch)) {
      Path file =
          files
              .filter(one -> one.getFileName().toString().equals("postmaster.pid"))
              .findFirst()
              .orElseThrow();
      return Long.parseLong(Files.readAllLines(file).getFirst());
    }
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  private boolean isProvisioning(Path credentials) throws Exception {
    try (Api api = new Api(new Profiles(folder).read(credentials))) {
      return Stream.of(api.get("/byocInfrastructure", Infrastructure[].class))
          .anyMatch(one -> one.phase().equals("provisioning"));
    }
  }
}
