package io.freehold.controlplane.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.kernel.convergence.NodeStatus;
import io.freehold.model.latency.Latency;
import io.freehold.simulator.aws.lever.Lever;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What needs somebody is said with its reason, and goes on by itself once it was mended. */
class BlockedTest {
  private static final Duration LONG = Duration.ofHours(2);
  private static final Duration MENDED = Duration.ofMinutes(30);
  private static final Duration SLOW_CLUSTER = Duration.ofMinutes(150);

  /** The longest that a blocked node waits for its next try. */
  private static final Duration NOTICED = Duration.ofMinutes(10);

  @TestFactory
  Stream<DynamicTest> untilSomebodyMendsIt() {
    return Scenario.tests(
        List.of(
            mended(
                "not allowed to make NAT gateways",
                "UnauthorizedOperation",
                rig -> rig.levers().deny("ec2:CreateNatGateway")),
            mended(
                "not allowed to make node groups",
                "AccessDeniedException",
                rig -> rig.levers().deny("eks:CreateNodegroup")),
            mended(
                "not allowed to pass from the fifth minute",
                "AccessDenied",
                rig -> rig.levers().deny("eks:*", rig.clock.instant().plus(Duration.ofMinutes(5)))),
            // A session lasts an hour: only a slow cluster has it end on the way.
            mended(
                "not allowed to assume the role when the session ends",
                "AccessDenied",
                Duration.ofMinutes(80),
                SLOW_CLUSTER,
                rig ->
                    rig.levers()
                        .deny("sts:AssumeRole", rig.clock.instant().plus(Duration.ofMinutes(5)))),
            mended(
                "two elastic IPs where three are needed",
                "AddressLimitExceeded",
                rig -> rig.levers().setQuota("L-0263D0A3", 2)),
            mended(
                "no VPC left", "VpcLimitExceeded", rig -> rig.levers().setQuota("L-F678F1CE", 0))));
  }

  private interface Fault {
    Lever arm(Rig rig);
  }

  private static Scenario mended(String name, String code, Fault fault) {
    return mended(name, code, MENDED, Duration.ZERO, fault);
  }

  /**
   * @param slow how long the cluster takes; zero for its median
   */
  private static Scenario mended(
      String name, String code, Duration after, Duration slow, Fault fault) {
    Latency cluster = Latency.ofSeconds(slow.toSeconds(), slow.toSeconds());
    return new Scenario(
        name + ", mended after " + after.toMinutes() + " minutes",
        () -> {
          try (Rig rig =
              Rig.steady(profile ->
                  slow.isZero() ? profile : profile.with("EksCluster/create", cluster))) {
            Lever lever = fault.arm(rig);
            rig.at(after, lever::release);
            Invariants.ready(rig);
            assertThat(lever.fired()).as("the fault struck").isPositive();
            assertThat(rig.calledForHelp()).anyMatch(line -> line.contains(code));
            assertThat(rig.leaks()).isEmpty();
            assertThat(rig.duplicates()).isEmpty();
            int calls = Reference.of(Duration.ZERO).callsUp();
            // Hours of looking have their price, too.
            Invariants.bounded(
                rig, after.plus(NOTICED).plus(slow), slow.isZero() ? calls : 2 * calls);
            String told = Invariants.told(rig) + "; " + rig.calledForHelp().getFirst();
            Invariants.gone(rig);
            return told;
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> orUntilWhatFailedWasMadeAnew() {
    return Scenario.tests(
        List.of(
            madeAnew("NodeGroup", Duration.ofMinutes(10)),
            madeAnew("EksCluster", Duration.ofMinutes(25)),
            madeAnew("NatGateway", Duration.ofMinutes(10)),
            madeAnew("LoadBalancer", Duration.ofMinutes(10)),
            madeAnew("AddOn.vpc-cni", Duration.ofMinutes(10)),
            madeAnew("AddOn.coredns", Duration.ofMinutes(10))));
  }

  private static Scenario madeAnew(String kind, Duration allowance) {
    return new Scenario(
        "the creation of a " + kind + " fails once",
        () -> {
          try (Rig rig = Rig.steady()) {
            Lever lever = rig.levers().failCreation(kind, "the test wants it so");
            Invariants.ready(rig);
            assertThat(lever.fired()).isEqualTo(1);
            Invariants.noTraces(rig);
            Invariants.bounded(rig, allowance, Reference.of(Duration.ZERO).callsUp());
            String told = Invariants.told(rig);
            Invariants.gone(rig);
            return told;
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> orForAsLongAsItSticks() {
    return Scenario.tests(
        List.of(
            stuck("EksCluster"),
            slow("NodeGroup.system/create"),
            slow("AddOn.coredns/create"),
            slow("NatGateway/create")));
  }

  private static Scenario stuck(String kind) {
    return new Scenario(
        "the creation of a " + kind + " sticks for two hours",
        () -> {
          try (Rig rig = Rig.steady()) {
            Lever lever = rig.levers().stickCreation(kind);
            rig.at(LONG, lever::release);
            String told = waitedFor(rig);
            assertThat(lever.fired()).isPositive();
            return told;
          }
        });
  }

  private static Scenario slow(String key) {
    Latency twoHours = Latency.ofSeconds(LONG.toSeconds(), LONG.toSeconds());
    return new Scenario(
        key + " takes two hours",
        () -> {
          try (Rig rig = Rig.steady(profile -> profile.with(key, twoHours))) {
            String kind = key.split("[./]", 2)[0];
            List<String> creating = new ArrayList<>();
            rig.at(
                LONG.dividedBy(2),
                () ->
                    rig.report().nodes().stream()
                        .filter(node -> node.state() == NodeStatus.State.CREATING)
                        .forEach(node -> creating.add(node.kind())));
            String told = waitedFor(rig);
            assertThat(creating).as("what is waited for after an hour").contains(kind);
            assertThat(creating)
                .as("and what has pods")
                .isSubsetOf(kind, "Deployment", "StatefulSet");
            return told;
          }
        });
  }

  private static String waitedFor(Rig rig) {
    Invariants.ready(rig);
    Invariants.noTraces(rig);
    assertThat(rig.elapsed()).isBetween(LONG, LONG.plusMinutes(20));
    assertThat(rig.aws.callLog().writes())
        .as("nothing is made anew because it takes long")
        .isLessThanOrEqualTo(Reference.of(Duration.ZERO).up().size() + 10);
    return Invariants.told(rig);
  }

  @Test
  void whatFailsAgainAndAgainIsSaidAndLeft() {
    try (Rig rig = Rig.steady()) {
      for (int i = 0; i < 50; i++) { // more often than all groups together are made anew
        rig.levers().failCreation("NodeGroup", "NodeCreationFailure");
      }
      assertThat(rig.up(Duration.ofHours(2))).isFalse();
      assertThat(rig.report().nodes())
          .filteredOn(node -> node.node().equals("nodes-system"))
          .singleElement()
          .satisfies(node -> {
            assertThat(node.state()).isEqualTo(NodeStatus.State.FAILED);
            assertThat(node.message()).contains("NodeCreationFailure");
          });
      assertThat(rig.leaks()).isEmpty();
      assertThat(rig.duplicates()).isEmpty();
      rig.levers().releaseAll();
      Invariants.gone(rig);
    }
  }
}
