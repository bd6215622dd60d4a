package io.freehold.app.bench;

import io.freehold.app.standin.StandIns;
import io.freehold.aws.iam.ManagementRoleArn;
import io.freehold.aws.iam.VendorRoles;
import io.freehold.aws.network.AccountZones;
import io.freehold.aws.onboarding.CloudFormationTemplate;
import io.freehold.aws.onboarding.Parameter;
import io.freehold.aws.session.RoleSessions;
import io.freehold.controlplane.graph.CloudAccess;
import io.freehold.controlplane.graph.CloudFailures;
import io.freehold.controlplane.graph.Clouds;
import io.freehold.controlplane.graph.InfrastructureGraph;
import io.freehold.controlplane.graph.Vendor;
import io.freehold.kernel.convergence.Convergence;
import io.freehold.kernel.convergence.Gate;
import io.freehold.kernel.convergence.Memory;
import io.freehold.kernel.convergence.PassReport;
import io.freehold.kernel.convergence.Scope;
import io.freehold.kernel.graph.ResourceGraph;
import io.freehold.kernel.ledger.CreationLedger;
import io.freehold.kernel.ledger.InMemoryLedger;
import io.freehold.kernel.queue.Lease;
import io.freehold.kernel.queue.Outcome;
import io.freehold.kernel.resource.Owner;
import io.freehold.kernel.time.VirtualClock;
import io.freehold.kubernetes.platform.Certificates;
import io.freehold.kubernetes.platform.Platform;
import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.model.name.InfrastructureNames;
import io.freehold.model.name.NamingScheme;
import io.freehold.model.name.ShortName;
import io.freehold.model.network.Cidr;
import io.freehold.simulator.SimulatedAws;
import io.freehold.simulator.aws.place.Location;
import io.freehold.simulator.customer.StackDeployment;
import io.freehold.simulator.kubernetes.SimulatedKubernetes;
import io.freehold.simulator.kubernetes.controller.Operators;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One infrastructure, pass by pass, on a simulated AWS of its own in virtual time: what the control
 * plane does, without its database and its API. The same seed gives the same run.
 */
final class Rig implements AutoCloseable {
  /** The customer's account. */
  static final String ACCOUNT = "111122223333";

  static final String REGION = "us-east-1";

  /** After this long something is wrong that time does not mend. */
  static final Duration LIMIT = Duration.ofHours(6);

  private static final String VENDOR = "999988887777";
  private static final String EXTERNAL_ID = "external-id-of-the-benchmark";
  private static final ShortName NAME = new ShortName("mhp0y4dmph");
  private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

  /** What was seen present need not be seen again for so long, as in the control plane. */
  private static final Duration FRESH = Duration.ofMinutes(5);

  private final VirtualClock clock = new VirtualClock(START);
  private final SimulatedKubernetes kubernetes;
  private final SimulatedAws aws;
  private final RoleSessions.Role role;
  private final CreationLedger ledger = new InMemoryLedger();
  private final CreationLedger ledgerOfService = new InMemoryLedger();
  private final Convergence<Clouds> convergence;
  private final InfrastructureNames names;
  private final ResourceGraph<Clouds> graph;
  private final CloudAccess access;
  private final Owner owner = new Owner(NAME.value());
  private final Owner service = new Owner(RiggedService.NAME.value());
  private final Memory memory = new Memory(FRESH);
  private final Memory memoryOfService = new Memory(FRESH);

  /**
   * An empty account with a management role that has just the actions of the catalogue.
   *
   * @param profile how long everything takes
   * @param seed of what varies
   */
  Rig(LatencyProfile profile, long seed) {
    kubernetes = new SimulatedKubernetes(clock, profile, seed, Operators.BY_DEPLOYMENT);
    aws = new SimulatedAws(clock, profile, seed, kubernetes);
    role = new RoleSessions.Role(managementRole(aws, clock), EXTERNAL_ID);
    RoleSessions sessions = new RoleSessions(aws::client, aws.rootOf(VENDOR), clock);
    access = new CloudAccess(sessions, clock);
    convergence =
        new Convergence<>(new CloudFailures(), LatencyProfile.standard()::nextLook, clock);
    InfrastructureSpec spec =
        InfrastructureSpec.builder(
                NAME,
                ACCOUNT,
                REGION,
                AccountZones.ask(sessions, role, REGION, owner).subList(0, 3))
            .egressCidrs(List.of(Cidr.parse("198.51.100.0/24")))
            .build();
    names = spec.names(NamingScheme.standard());
    Vendor vendor = new Vendor(() -> VendorRoles.in(VENDOR), StandIns.charts());
    graph =
        InfrastructureGraph.of(
            spec,
            vendor.policies(names, new ManagementRoleArn(role.arn()), Optional.empty()),
            vendor.components(spec, names),
            Optional.empty());
    aws.callLog().clear();
  }

  SimulatedAws aws() {
    return aws;
  }

  /** How long it has been since the start. */
  Duration elapsed() {
    return Duration.between(START, clock.instant());
  }

  /** How long after the start the certificate was issued. */
  Duration certified() {
    return aws.eks()
        .kubernetes(new Location(ACCOUNT, REGION), names.cluster())
        .flatMap(cluster -> cluster.issued(Platform.INGRESS_NAMESPACE, Certificates.NAME))
        .map(issued -> Duration.between(START, issued))
        .orElseThrow(() -> new IllegalStateException("there is no certificate yet"));
  }

  /** One pass that looks at everything, as is done every few minutes to find drift. */
  PassReport look() {
    memory.lookAfresh();
    return pass();
  }

  /** Passes, and the time between them, until all is as it should be. */
  PassReport up() {
    return until(this::pass);
  }

  /** The same for a service, once there is the infrastructure. */
  PassReport serviceUp() {
    return until(this::passOfService);
  }

  private PassReport until(Supplier<PassReport> pass) {
    Instant end = clock.instant().plus(LIMIT);
    while (true) {
      PassReport report = pass.get();
      switch (report.outcome()) {
        case Outcome.Settled settled -> {
          return report;
        }
        case Outcome.Waiting(String on, Duration after) -> advance(report, after, end);
        case Outcome.Failed(var failure, Duration after) -> advance(report, after, end);
        case Outcome.Finished finished -> throw stuck(report);
      }
    }
  }

  private void advance(PassReport report, Duration after, Instant end) {
    clock.advance(after);
    if (clock.instant().isAfter(end)) {
      throw stuck(report);
    }
  }

  private static IllegalStateException stuck(PassReport report) {
    return new IllegalStateException("stuck: " + report.outcome() + " " + report.nodes());
  }

  private PassReport pass() {
    Scope scope = new Scope(owner, ledger, Lease.uncontested(), memory);
    Clouds clouds = access.open(role, names, Map.of(), owner);
    return convergence.converge(graph, clouds, scope, Gate.OPEN);
  }

  private PassReport passOfService() {
    return convergence.converge(
        RiggedService.graph(names, new ManagementRoleArn(role.arn())),
        access.open(role, names, Map.of(), service),
        new Scope(service, ledgerOfService, Lease.uncontested(), memoryOfService),
        Gate.OPEN);
  }

  @Override
  public void close() {
    access.forget(names);
    kubernetes.close();
  }

  /** By the template, as a customer does it. */
  private static String managementRole(SimulatedAws aws, VirtualClock clock) {
    return Objects.requireNonNull(
        new StackDeployment(aws, ACCOUNT, REGION, clock::advance)
            .create(
                "freehold",
                new CloudFormationTemplate(
                        Map.of(
                            Parameter.EXTERNAL_ID,
                            EXTERNAL_ID,
                            Parameter.VENDOR_PRINCIPAL,
                            "arn:aws:iam::" + VENDOR + ":root"))
                    .text(),
                Map.of())
            .get(CloudFormationTemplate.OUTPUT));
  }
}
