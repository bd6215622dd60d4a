package io.freehold.aws.moto;

import io.freehold.aws.failure.AwsFailures;
import io.freehold.aws.graph.AwsInfrastructure;
import io.freehold.aws.iam.ManagementRoleArn;
import io.freehold.aws.iam.RolePolicies;
import io.freehold.aws.iam.VendorRoles;
import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.convergence.Convergence;
import io.freehold.kernel.convergence.Gate;
import io.freehold.kernel.convergence.Memory;
import io.freehold.kernel.convergence.PassReport;
import io.freehold.kernel.convergence.Scope;
import io.freehold.kernel.graph.Kinds;
import io.freehold.kernel.graph.Place;
import io.freehold.kernel.graph.ResourceGraph;
import io.freehold.kernel.ledger.InMemoryLedger;
import io.freehold.kernel.queue.Lease;
import io.freehold.kernel.queue.Outcome;
import io.freehold.kernel.resource.Owner;
import io.freehold.kernel.time.VirtualClock;
import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.model.name.NamingScheme;
import io.freehold.model.name.ShortName;
import io.freehold.model.network.Cidr;
import io.freehold.model.network.Zone;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** The AWS part of one infrastructure in moto's account, taken up, changed and down. */
final class Infrastructure {
  private static final ShortName NAME = new ShortName("mhp0y4dmph");
  private static final Place<AwsSession, AwsSession> CUSTOMER =
      new Place<>("customer", session -> session);

  /** More passes than anything here needs. */
  private static final int MOST_PASSES = 100;

  private final AwsSession aws;
  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-01-05T08:00:00Z"));
  private final InMemoryLedger ledger = new InMemoryLedger();
  private final Convergence<AwsSession> convergence;
  private final Scope scope;

  Infrastructure(MotoServer moto) {
    aws =
        new AwsSession(
            moto.clients(),
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create("AKIAFREEHOLDTEST0001", "x")),
            MotoServer.ACCOUNT,
            Region.US_EAST_1,
            new Owner(NAME.value()),
            Map.of("team", "data"));
    convergence = new Convergence<>(new AwsFailures(), LatencyProfile.standard()::nextLook, clock);
    scope = new Scope(aws.owner(), ledger, Lease.uncontested(), new Memory(Duration.ZERO));
  }

  AwsSession aws() {
    return aws;
  }

  /** How many things the ledger names. */
  int recorded() {
    return ledger.entries().size();
  }

  InfrastructureSpec spec() {
    List<Zone> zones =
        aws.ec2().describeAvailabilityZones(r -> {}).availabilityZones().stream()
            .map(zone ->
                new Zone(
                    zone.zoneName(),
                    zone.zoneId(),
                    zone.zoneName().substring(zone.regionName().length())))
            .limit(3)
            .toList();
    return InfrastructureSpec.builder(NAME, MotoServer.ACCOUNT, "us-east-1", zones)
        .egressCidrs(List.of(Cidr.parse("198.51.100.0/24")))
        .build();
  }

  void up(InfrastructureSpec spec) {
    untilSettled(() -> convergence.converge(graph(spec), aws, scope, Gate.OPEN));
  }

  PassReport plan(InfrastructureSpec spec) {
    return convergence.plan(graph(spec), aws, scope);
  }

  void down(InfrastructureSpec spec) {
    Kinds<AwsSession> kinds = new Kinds<AwsSession>().withAllOf(graph(spec));
    untilSettled(() -> convergence.dismantle(kinds, aws, scope, entry -> false));
  }

  private static ResourceGraph<AwsSession> graph(InfrastructureSpec spec) {
    var names = spec.names(NamingScheme.standard());
    VendorRoles vendor =
        new VendorRoles(
            "arn:aws:iam::999900001111:role/freehold-state-writer",
            "arn:aws:iam::999900001111:role/freehold-billing-writer");
    ResourceGraph<AwsSession> graph = new ResourceGraph<>();
    AwsInfrastructure.add(
        graph.in(CUSTOMER),
        Optional.empty(),
        spec,
        new RolePolicies(
            names,
            ManagementRoleArn.of(spec.accountId(), "/", ManagementRoleArn.DEFAULT_NAME),
            Optional.empty(),
            vendor),
        Set.of());
    return graph;
  }

  private void untilSettled(Supplier<PassReport> pass) {
    PassReport last = pass.get();
    for (int i = 0; i < MOST_PASSES; i++) {
      switch (last.outcome()) {
        case Outcome.Waiting(String on, Duration next) -> clock.advance(next);
        case Outcome.Failed(var failure, Duration next) ->
            throw new AssertionError(failure + unfinished(last));
        case Outcome.Settled(Duration next) -> {
          return;
        }
        case Outcome.Finished() -> {
          return;
        }
      }
      last = pass.get();
    }
    throw new AssertionError("did not settle:" + unfinished(last));
  }

  private static String unfinished(PassReport report) {
    StringBuilder text = new StringBuilder();
    report.nodes().stream()
        .filter(node -> node.failure().isPresent() || !node.message().isEmpty())
        .forEach(
            node -> text.append("\n%s %s %s".formatted(node.node(), node.state(), node.message())));
    return text.toString();
  }
}
