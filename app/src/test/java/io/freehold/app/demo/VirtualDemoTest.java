package io.freehold.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.cli.output.ExitCode;
import io.freehold.controlplane.ControlPlaneSettings;
import io.freehold.kernel.time.VirtualClock;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;

class VirtualDemoTest {
  @TempDir private Path folder;

  @Test
  void a_service_that_is_said_to_run_and_lets_nobody_in_is_a_failure() throws Exception {
    VirtualClock clock = new VirtualClock(Instant.parse("2026-01-05T08:00:00Z"));
    List<String> told = new ArrayList<>();
    try (DemoStage stage =
        DemoStage.set(
            new DemoStage.Settings(
                clock,
                Clock.systemUTC(),
                0,
                folder,
                OptionalLong.empty(),
                new ControlPlaneSettings.Work(1, Duration.ofMillis(5), 4),
                clock::advance,
                Set.of()))) {
      VirtualDemo demo =
          new VirtualDemo(
              stage,
              clock,
              line -> {
                told.add(line);
                if (line.equals("service running")) {
                  deleteListeners(stage);
                }
              });
      DemoReport report = demo.run(false, null, () -> Duration.ZERO);

      assertThat(told).contains("service running").doesNotContain("service reached");
      assertThat(report.failure()).isNotNull();
      assertThat(report.failure().exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(report.failure().reason()).contains("said to run", "has no listener on port");
    }
  }

  /** Behind the control plane's back, which has no time to notice. */
  private static void deleteListeners(DemoStage stage) {
    ElasticLoadBalancingV2Client balancers =
        stage
            .aws()
            .client(
                ElasticLoadBalancingV2Client.class,
                stage.aws().credentialsOfRoot(DemoStage.ACCOUNT),
                Region.of(DemoStage.REGION));
    balancers
        .describeLoadBalancers()
        .loadBalancers()
        .forEach(balancer ->
            balancers
                .describeListeners(r -> r.loadBalancerArn(balancer.loadBalancerArn()))
                .listeners()
                .forEach(listener ->
                    balancers.deleteListener(r -> r.listenerArn(listener.listenerArn()))));
  }
}
