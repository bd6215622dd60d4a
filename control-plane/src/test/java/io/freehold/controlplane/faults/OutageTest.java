package io.freehold.controlplane.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.model.latency.Bound;
import io.freehold.model.latency.Latency;
import io.freehold.simulator.aws.call.CallRecord;
import io.freehold.simulator.aws.lever.Lever;
import io.freehold.simulator.kubernetes.SimulatedCluster;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Clouds that are slow, ill, out of reach, or forbid what they should allow. */
class OutageTest {
  private static final Duration NONE = Duration.ZERO;

  @TestFactory
  Stream<DynamicTest> ofTheCloudItself() {
    return Scenario.tests(
        List.of(
            roleUsableAfter(5),
            roleUsableAfter(30),
            roleUsableAfter(120),
            passes(
                "every call throttled to one in three seconds for ten minutes",
                Duration.ofMinutes(10),
                rig -> {
                  Lever storm = rig.levers().throttle("*", 0.3);
                  rig.at(Duration.ofMinutes(10), storm::release);
                  return () -> storm;
                }),
            passes(
                "twenty creations answered 500 without effect",
                Duration.ofMinutes(3),
                rig -> now(rig.levers().failNext("ec2:Create*", "InternalError", 20))),
            passes(
                "ten creations answered 500 after they took effect",
                Duration.ofMinutes(5),
                rig -> now(rig.levers().failAfterEffect("ec2:Create*", "InternalError", 10))),
            passes(
                "fifty calls of any service answered 503",
                Duration.ofMinutes(3),
                rig -> now(rig.levers().failNext("*", "ServiceUnavailable", 50))),
            passes(
                "the region down for half an hour from the beginning",
                Duration.ofMinutes(31),
                rig -> now(rig.levers().regionDown(Rig.REGION, Duration.ofMinutes(30)))),
            passes(
                "the region down for half an hour from the fifth minute",
                Duration.ofMinutes(31),
                rig -> {
                  AtomicReference<Lever> down = new AtomicReference<>();
                  rig.at(
                      Duration.ofMinutes(5),
                      () -> down.set(rig.levers().regionDown(Rig.REGION, Duration.ofMinutes(30))));
                  return down::get;
                }),
            theClusterOutOfReach(),
            aSessionEnds(),
            staleReads()));
  }

  /** Armed at the start; the lever tells afterwards that it struck. */
  private interface Fault {
    Supplier<Lever> arm(Rig rig);
  }

  private static Scenario passes(String name, Duration allowance, Fault fault) {
    return new Scenario(
        name,
        () -> {
          try (Rig rig = Rig.steady()) {
            Supplier<Lever> armed = fault.arm(rig);
            Invariants.ready(rig);
            Lever lever = armed.get();
            assertThat(lever.fired()).as(lever.toString()).isPositive();
            Invariants.noTraces(rig);
            Invariants.bounded(rig, allowance, Reference.of(NONE).callsUp());
            String told = Invariants.told(rig);
            rig.levers().releaseAll();
            Invariants.gone(rig);
            return told;
          }
        });
  }

  private static Supplier<Lever> now(Lever lever) {
    return () -> lever;
  }

  private static Scenario roleUsableAfter(int seconds) {
    return new Scenario(
        "a role not assumable for " + seconds + " s",
        () -> {
          try (Rig rig =
              Rig.steady(profile ->
                  profile.with("Role.usable/create", Latency.ofSeconds(seconds, seconds)))) {
            Invariants.ready(rig);
            Invariants.noTraces(rig);
            assertThat(Bound.infrastructure(rig.profile).ratio(rig.elapsed())).isLessThan(1.2);
            assertThat(rig.calls()).isLessThanOrEqualTo(3 * Reference.of(NONE).callsUp());
            assertThat(refusedFor(rig, "eks:CreateCluster")).as("it struck").isPositive();
            return Invariants.told(rig);
          }
        });
  }

  private static long refusedFor(Rig rig, String action) {
    return rig.aws.callLog().of(action).stream()
        .filter(call -> call.outcome() == CallRecord.Outcome.REFUSED)
        .count();
  }

  private static Scenario theClusterOutOfReach() {
    return new Scenario(
        "the cluster's API out of reach for ten minutes",
        () -> {
          try (Rig rig = Rig.steady()) {
            rig.onCluster(SimulatedCluster::unreachable);
            rig.at(Duration.ofMinutes(20), () -> rig.cluster().orElseThrow().reachable());
            Invariants.ready(rig);
            assertThat(rig.elapsed()).isGreaterThan(Duration.ofMinutes(20));
            Invariants.noTraces(rig);
            Invariants.bounded(rig, Duration.ofMinutes(11), Reference.of(NONE).callsUp());
            return Invariants.told(rig);
          }
        });
  }

  private static Scenario aSessionEnds() {
    return new Scenario(
        "a session ends while the cluster is being made",
        () -> {
          try (Rig rig =
              Rig.steady(
                  profile -> profile.with("EksCluster/create", Latency.ofSeconds(9000, 9000)))) {
            Invariants.ready(rig);
            Invariants.noTraces(rig);
            assertThat(rig.elapsed()).isGreaterThan(Duration.ofHours(2));
            assertThat(rig.aws.callLog().byAction().get("sts:AssumeRole")).isBetween(3, 8);
            assertThat(Bound.infrastructure(rig.profile).ratio(rig.elapsed())).isLessThan(1.2);
            return Invariants.told(rig);
          }
        });
  }

  private static Scenario staleReads() {
    return new Scenario(
        "reads that show the state of five seconds ago",
        () -> {
          try (Rig rig = Rig.steady()) {
            Lever stale = rig.levers().staleReadsFor(Duration.ofSeconds(5));
            Invariants.ready(rig);
            assertThat(stale.fired()).isPositive();
            Invariants.noTraces(rig);
            Invariants.bounded(rig, Duration.ofMinutes(2), Reference.of(NONE).callsUp());
            String told = Invariants.told(rig);
            Invariants.gone(rig);
            return told;
          }
        });
  }
}
