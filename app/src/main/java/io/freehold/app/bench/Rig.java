package io.freehold.app.bench;

import io.freehold.aws.graph.AwsInfrastructure;
import io.freehold.aws.iam.VendorRoles;
import io.freehold.aws.network.AccountZones;
import io.freehold.aws.policy.ManagementPolicy;
import io.freehold.aws.session.AwsSession;
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
import io.freehold.kernel.queue.Lease;
import io.freehold.kernel.queue.Outcome;
import io.freehold.kernel.resource.Owner;
import io.freehold.kernel.time.VirtualClock;
import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.model.name.InfrastructureNames;
import io.freehold.model.name.NamingScheme;
import io.freehold.model.name.ShortName;
import io.freehold.model.network.Cidr;
import io.freehold.simulator.SimulatedAws;
import io.freehold.simulator.aws.state.LiveResource;
import io.freehold.simulator.customer.ManagementRole;
import io.freehold.simulator.kubernetes.SimulatedKubernetes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One infrastructure, pass by pass, on a simulated AWS of its own in virtual time: what the control
 * plane does, without its database and its API. The same seed gives the same run.
 */
public final class Rig implements AutoCloseable {
  /** The customer's account. */
  public static final String ACCOUNT = "111122223333";

  public static final String REGION = "us-east-1";

  /** After this long something is wrong that time does not mend. */
  public static final Duration LIMIT = Duration.ofHours(6);

  private static final String VENDOR = "999988887777";
  private static final String EXTERNAL_ID = "external-id-of-the-rig";
  private static final ShortName NAME = new ShortName("mhp0y4dmph");
  private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

  /** What was seen present need not be seen again for so long, as in the control plane. */
  private static final Duration FRESH = Duration.ofMinutes(5);

  private final VirtualClock clock = new VirtualClock(START);
  private final SimulatedKubernetes kubernetes;
  private final SimulatedAws aws;
  private final RoleSessions.Role role;
  private final RoleSessions sessions;
  private final CreationLedger ledger;
  private final Convergence<Clouds> convergence;
  private final InfrastructureNames names;
  private final Owner owner = new Owner(NAME.value());
  private InfrastructureSpec spec;
  private CloudAccess access;
  private Memory memory = new Memory(FRESH);

  /**
   * An empty account with a management role that has just the actions of the catalogue.
   *
   * @param profile how long everything takes
   * @param seed of what varies
   * @param ledger empty; kept over restarts
   */
  public Rig(LatencyProfile profile, long seed, CreationLedger ledger) {
    this.ledger = ledger;
    kubernetes = new SimulatedKubernetes(clock, profile, seed);
    aws = new SimulatedAws(clock, profile, seed, kubernetes);
    role =
        new RoleSessions.Role(
            ManagementRole.create(
                aws, ACCOUNT, VENDOR, EXTERNAL_ID, ManagementPolicy.document().json()),
            EXTERNAL_ID);
    sessions = new RoleSessions(aws::client, aws.rootOf(VENDOR), clock);
    access = new CloudAccess(sessions, clock);
    convergence =
        new Convergence<>(new CloudFailures(), LatencyProfile.standard()::nextLook, clock);
    spec =
        InfrastructureSpec.builder(
                NAME,
                ACCOUNT,
                REGION,
                AccountZones.ask(sessions, role, REGION, owner).subList(0, 3))
            .egressCidrs(List.of(Cidr.parse("198.51.100.0/24")))
            .build();
    names = spec.names(NamingScheme.standard());
    aws.callLog().clear();
  }

  public SimulatedAws aws() {
    return aws;
  }

  public SimulatedKubernetes kubernetes() {
    return kubernetes;
  }

  public VirtualClock clock() {
    return clock;
  }

  public CreationLedger ledger() {
    return ledger;
  }

  public InfrastructureSpec spec() {
    return spec;
  }

  /** From now on something else is wanted. */
  public void want(InfrastructureSpec other) {
    spec = other;
  }

  /** How long it has been since the start. */
  public Duration elapsed() {
    return Duration.between(START, clock.instant());
  }

  /** The process ends, and another one takes up its work: only the ledger is left. */
  public void restart() {
    memory = new Memory(FRESH);
    access.forget(names);
    access = new CloudAccess(sessions, clock);
  }

  /** One pass towards the spec. */
  public PassReport pass() {
    return convergence.converge(graph(), clouds(), scope(Lease.uncontested()), Gate.OPEN);
  }

  /** One pass that looks at everything, as is done every few minutes to find drift. */
  public PassReport look() {
    memory.lookAfresh();
    return pass();
  }

  /** One pass towards nothing, data included. */
  public PassReport dismantle() {
    return convergence.dismantle(
        InfrastructureGraph.kinds(graph()), clouds(), scope(Lease.uncontested()), entry -> false);
  }

  /** Passes, and the time between them, until all is as it should be. */
  public PassReport up() {
    Instant end = clock.instant().plus(LIMIT);
    while (true) {
      PassReport report = pass();
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

  /** The same until nothing is left. */
  public PassReport down() {
    Instant end = clock.instant().plus(LIMIT);
    while (true) {
      PassReport report = dismantle();
      switch (report.outcome()) {
        case Outcome.Finished finished -> {
          return report;
        }
        case Outcome.Waiting(String on, Duration after) -> advance(report, after, end);
        case Outcome.Failed(var failure, Duration after) -> advance(report, after, end);
        case Outcome.Settled settled -> throw stuck(report);
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

  /** What lives in the account and carries the infrastructure's tag. */
  public List<LiveResource> ours() {
    return aws.live(ACCOUNT).stream()
        .filter(one -> owner.name().equals(one.tags().get(AwsSession.OWNER_TAG)))
        .toList();
  }

  /** The graph of what is wanted. */
  public ResourceGraph<Clouds> graph() {
    AwsInfrastructure.Setting setting =
        new Vendor(() -> VendorRoles.in(VENDOR)).setting(names, ACCOUNT, role.arn());
    return InfrastructureGraph.of(spec, setting, Optional.empty());
  }

  private Clouds clouds() {
    return access.open(role, names, Map.of(), owner);
  }

  private Scope scope(Lease lease) {
    return new Scope(owner, ledger, lease, memory);
  }

  @Override
  public void close() {
    access.forget(names);
    kubernetes.close();
  }
}
