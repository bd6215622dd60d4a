package io.freehold.controlplane.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.account.Verification;
import io.freehold.aws.graph.LastLogs;
import io.freehold.aws.graph.Remains;
import io.freehold.aws.preflight.check.Check;
import io.freehold.aws.session.Tagged;
import io.freehold.model.infrastructure.LoadBalancers;
import io.freehold.model.infrastructure.NatGateways;
import io.freehold.simulator.aws.lever.Lever;
import java.time.Duration;
import software.amazon.awssdk.core.sync.RequestBody;

/** A life with everything in it that an infrastructure may go through. */
final class Life {
  private static final String OLD_VERSION = "1.34";

  private Life() {}

  static void whole(Rig rig) {
    String version = rig.spec.kubernetesVersion();
    rig.spec = rig.spec.toBuilder().kubernetesVersion(OLD_VERSION).build();
    assertThat(rig.verification()).isInstanceOf(Verification.Sound.class);
    rig.zones();
    // Of some quotas AWS tells the default only.
    Lever known = rig.levers().knowOnlyDefaultOf("L-F678F1CE");
    assertThat(rig.preflight()).allMatch(check -> check.status() == Check.Status.PASS);
    known.release();
    // Whether a zone was made is found out by looking through all.
    rig.levers().loseAnswerOf("route53:CreateHostedZone", 1);
    Invariants.ready(rig);
    for (OutsideChange change : OutsideChange.all()) {
      change.happenTo(rig);
      Invariants.ready(rig.afresh());
    }
    rig.spec = rig.spec.toBuilder().kubernetesVersion(version).build();
    Invariants.ready(rig.afresh());
    rig.spec =
        rig.spec.toBuilder()
            .natGateways(NatGateways.SINGLE)
            .loadBalancers(new LoadBalancers(true, false))
            .build();
    Invariants.ready(rig.afresh());
    OutsideChange.Account account = new OutsideChange.Account(rig);
    account
        .s3()
        .putObject(
            r -> r.bucket(account.id("bucket-shared")).key("ch-s3-abcdefghij/a"),
            RequestBody.fromString("data"));
    var customer = rig.clouds().customer();
    rig.levers().stillFindDeletedThings(Rig.CUSTOMER, Duration.ofDays(1));
    Invariants.gone(rig);
    assertThat(Tagged.arns(customer)).as("what the search by tag finds").isNotEmpty();
    rig.clock.advance(Duration.ofMinutes(5));
    LastLogs.takeAway(customer, rig.names);
    assertThat(Remains.find(customer, rig.names)).as("what of that is there").isEmpty();
  }
}
