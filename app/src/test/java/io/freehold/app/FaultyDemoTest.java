package io.freehold.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.freehold.cli.client.Api;
import io.freehold.cli.output.ExitCode;
import io.freehold.cli.profile.Profiles;
import io.freehold.protocol.infrastructure.Infrastructure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A demo of an account that is not fit, and a client in another terminal: docs/preflight.md. */
class FaultyDemoTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir private Path folder;

  @Test
  void a_preflight_from_another_terminal_tells_of_every_fault_at_once_and_nothing_is_made()
      throws Exception {
    Terminal first = new Terminal(folder);
    CompletableFuture<Integer> end = new CompletableFuture<>();
    Thread demo =
        new Thread(
            () ->
                end.complete(
                    first.run(
                        "demo",
                        "--faults",
                        "address-quota,organization-policy,mistagged-subnet",
                        "--profile",
                        "demo")),
            "demo");
    demo.start();
    try {
      await().atMost(LIMIT).until(() -> end.isDone() || first.out().contains("Freehold stays at "));
      assertThat(end).as(() -> first.out() + first.err()).isNotDone();
      List<String> line =
          first
              .out()
              .lines()
              .filter(said -> said.startsWith("  ./freehold preflight "))
              .map(said -> List.of(said.strip().split(" ")))
              .findFirst()
              .orElseThrow();

      assertThat(Files.readString(Path.of("..", "docs", "preflight.md")))
          .as("what people are told to type")
          .contains("\n" + String.join(" ", line) + "\n");

      Terminal second = new Terminal(folder);
      int code = second.run(line.subList(1, line.size()).toArray(String[]::new));

      assertThat(code).as(second.err()).isEqualTo(ExitCode.BLOCKED);
      assertThat(second.out())
          .containsPattern("fail +network +vpc-subnet-tag-subnet-\\w+ ")
          .containsPattern(
              "fail +permissions +permission-eks-create-cluster\\S* +eks:CreateCluster")
          .containsPattern("quotas +quota-elastic-ips +\\S+ +5 of 5 in use")
          .contains("aws ec2 create-tags", "administers the AWS organization");
      try (Api api = new Api(new Profiles(folder.resolve("profiles")).find("demo").orElseThrow())) {
        assertThat(api.get("/byocInfrastructure", Infrastructure[].class)).isEmpty();
      }
    } finally {
      demo.interrupt();
      assertThat(end.get(3, TimeUnit.MINUTES))
          .as(() -> first.out() + first.err())
          .isEqualTo(ExitCode.DONE);
    }
  }
}
