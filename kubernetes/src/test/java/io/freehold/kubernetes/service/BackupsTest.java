package io.freehold.kubernetes.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.kubernetes.rendered.Rendered;
import io.freehold.kubernetes.resource.KubernetesKinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a backup's job runs, with a stand-in for the client. */
class BackupsTest {
  @TempDir Path place;

  @Test
  void the_backup_is_asked_for_once_a_server_answers() throws Exception {
    assertThat(runs(3)).isEqualTo(0);
    assertThat(asked()).containsExactly("SELECT 1", "SELECT 1", "SELECT 1", "BACKUP it");
    assertThat(place.resolve("end")).hasContent("made");
  }

  /** Then its own error tells why. */
  @Test
  void it_is_not_waited_for_a_server_for_ever() throws Exception {
    assertThat(runs(10_000)).isEqualTo(210);
    assertThat(asked()).hasSize(272).last().isEqualTo("BACKUP it");
    assertThat(Files.readAllLines(place.resolve("slept"))).hasSize(270).containsOnly("10");
  }

  /**
   * Runs it.
   *
   * @param answersAt the number of the question that is the first to be answered
   */
  private int runs(int answersAt) throws IOException, InterruptedException {
    program(
        "clickhouse-client",
        """
        for last; do :; done
        echo "$last" >> asked
        [ "$(wc -l < asked)" -ge %d ] || { echo refused >&2; exit 210; }
        echo made
        """
            .formatted(answersAt));
    program("sleep", "echo \"$1\" >> slept\n");
    ProcessBuilder shell =
        new ProcessBuilder("/bin/sh", "-c", script().replace("/dev/termination-log", "end"))
            .directory(place.toFile());
    shell.environment().put("PATH", place + ":" + System.getenv("PATH"));
    shell.environment().put("STATEMENTS", "BACKUP it");
    return shell
        .redirectErrorStream(true)
        .redirectOutput(place.resolve("out").toFile())
        .start()
        .waitFor();
  }

  private void program(String name, String text) throws IOException {
    Path file = Files.writeString(place.resolve(name), "#!/bin/sh\n" + text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private List<String> asked() throws IOException {
    return Files.readAllLines(place.resolve("asked"));
  }

  /** It would begin anew, with all that it had done for nothing. */
  @Test
  void no_node_is_taken_away_under_it() {
    assertThat(in(schedule(), "spec", "jobTemplate", "spec", "template", "metadata", "annotations"))
        .isEqualTo(Map.of("cluster-autoscaler.kubernetes.io/safe-to-evict", "false"));
  }

  private static String script() {
    Object containers =
        in(schedule(), "spec", "jobTemplate", "spec", "template", "spec", "containers");
    Map<?, ?> container = (Map<?, ?>) ((List<?>) containers).getFirst();
    return String.valueOf(((List<?>) container.get("command")).getLast());
  }

  private static Object in(Object content, String... path) {
    Object here = content;
    for (String field : path) {
      here = ((Map<?, ?>) here).get(field);
    }
    return here;
  }

  private static Map<String, Object> schedule() {
    return Rendered.service(Rendered.SMALL).stream()
        .filter(one -> one.kind().equals(KubernetesKinds.CRON_JOB))
        .findFirst()
        .orElseThrow()
        .manifest()
        .content();
  }
}
