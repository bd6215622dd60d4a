package io.freehold.controlplane.infrastructure;

import io.freehold.aws.graph.AwsInfrastructure;
import io.freehold.aws.graph.LastLogs;
import io.freehold.aws.iam.RolePolicies;
import io.freehold.aws.session.AwsSession;
import io.freehold.controlplane.graph.CloudFailures;
import io.freehold.controlplane.graph.Clouds;
import io.freehold.controlplane.graph.InfrastructureGraph;
import io.freehold.controlplane.graph.Vendor;
import io.freehold.controlplane.graph.VendorZone;
import io.freehold.controlplane.web.Refusal;
import io.freehold.controlplane.work.PostgresLedger;
import io.freehold.kernel.condition.Condition;
import io.freehold.kernel.convergence.Convergence;
import io.freehold.kernel.convergence.Gate;
import io.freehold.kernel.convergence.Memory;
import io.freehold.kernel.convergence.NodeStatus;
import io.freehold.kernel.convergence.PassReport;
import io.freehold.kernel.convergence.Scope;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.failure.FailureClassifier;
import io.freehold.kernel.failure.FailureException;
import io.freehold.kernel.graph.ResourceGraph;
import io.freehold.kernel.ledger.CreationLedger;
import io.freehold.kernel.ledger.LedgerEntry;
import io.freehold.kernel.queue.Lease;
import io.freehold.kernel.queue.LeaseLostException;
import io.freehold.kernel.queue.Outcome;
import io.freehold.kernel.queue.ReconcileRequest;
import io.freehold.kernel.queue.Reconciler;
import io.freehold.kernel.resource.Owner;
import io.freehold.kubernetes.catalogue.UnknownReleaseException;
import io.freehold.kubernetes.platform.Acme;
import io.freehold.kubernetes.platform.CertificateStanding;
import io.freehold.kubernetes.platform.Certificates;
import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.infrastructure.Network;
import io.freehold.protocol.infrastructure.Plan;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Brings one infrastructure closer to its spec, one pass at a time; and says what it would do. */
public final class InfrastructureReconciler implements Reconciler, Planner {
  /** The type of its requests. */
  public static final String TYPE = "infrastructure";

  /**
   * What was seen present need not be seen again for so long, while something else is waited for.
   */
  private static final Duration FRESH = Duration.ofMinutes(5);

  /** It is woken when its account is ready; this is for a wake-up that was lost. */
  private static final Duration WITHOUT_ACCOUNT = Duration.ofMinutes(10);

  /** The volumes of services can be deleted only while there is a cluster. */
  private static final Duration AFTER_SERVICES = Duration.ofSeconds(15);

  /** So long may things take that go by themselves. */
  private static final Duration AFTER_LEFTOVERS = Duration.ofMinutes(5);

  /** Its condition tells of a certificate that is under way; services look more closely. */
  private static final Duration WITHOUT_CERTIFICATE = Duration.ofSeconds(30);

  /** Then the service that was chosen to keep logs has long had no table: it may be stopped. */
  private static final Duration WITHOUT_LOG_TABLE = Duration.ofMinutes(5);

  private static final Duration WITHOUT_VENDOR = Duration.ofMinutes(1);
  private static final FailureClassifier FAILURES = new CloudFailures();
  private static final Logger LOG = LoggerFactory.getLogger(InfrastructureReconciler.class);

  private final InfrastructureStore store;
  private final CustomerAccess access;
  private final Vendor vendor;
  private final Preflight preflight;
  private final Supplier<Occupants> occupants;
  private final Convergence<Clouds> convergence;
  private final JdbcClient jdbc;
  private final Clock clock;
  private final Map<UUID, Memory> memories = new ConcurrentHashMap<>();
  private final Housekeeping housekeeping;
  private final NameServers nameServers;
  private final Optional<VendorZone> vendorZone;
  private final Acme acme;

  /**
   * @param vendorZone where domains are delegated from; empty where that is done by hand
   * @param acme who issues certificates
   * @param preflight what is made sure of first
   * @param occupants who is told when there is something new to build on
   */
  public InfrastructureReconciler(
      InfrastructureStore store,
      CustomerAccess access,
      Vendor vendor,
      Optional<VendorZone> vendorZone,
      Acme acme,
      Preflight preflight,
      Supplier<Occupants> occupants,
      Convergence<Clouds> convergence,
      JdbcClient jdbc,
      Clock clock) {
    this.store = store;
    this.access = access;
    this.vendor = vendor;
    this.preflight = preflight;
    this.occupants = occupants;
    this.convergence = convergence;
    this.jdbc = jdbc;
    this.clock = clock;
    this.vendorZone = vendorZone;
    this.acme = acme;
    this.nameServers = new NameServers(store);
    this.housekeeping = new Housekeeping(store, access, clock);
  }

  @Override
  public Outcome reconcile(ReconcileRequest request, Lease lease) {
    housekeeping.ifDue(gone -> memories.remove(gone.id()));
    Optional<InfrastructureRow> found = store.find(request.id());
    if (found.isEmpty()) {
      return new Outcome.Finished();
    }
    InfrastructureRow row = found.get();
    return switch (access.open(row, new Owner(row.name()), lease)) {
      case CustomerAccess.Closed closed -> {
        if (wasNeverMade(row, request, lease)) {
          PassResult result = PassResult.neverMade(row, clock.instant());
          store.save(result.status(), result.event(), lease.fence(), clock.instant());
          yield new Outcome.Finished();
        }
        PassResult result = PassResult.paused(row, closed, clock.instant());
        store.save(result.status(), result.event(), lease.fence(), clock.instant());
        yield new Outcome.Waiting("account " + row.spec().accountId(), WITHOUT_ACCOUNT);
      }
      case CustomerAccess.Way way -> {
        try (way) {
          yield pass(row, way, request, lease);
        }
      }
    };
  }

  /** Then its deletion needs no account: nothing was begun there. */
  private boolean wasNeverMade(InfrastructureRow row, ReconcileRequest request, Lease lease) {
    return row.deletion().isPresent()
        && row.readyAt().isEmpty()
        && row.nodes().isEmpty()
        && new PostgresLedger(jdbc, new Owner(row.name()), request, lease).entries().isEmpty();
  }

  private Outcome pass(
      InfrastructureRow row, CustomerAccess.Way way, ReconcileRequest request, Lease lease) {
    Place place;
    try {
      place = place(row, way);
    } catch (FailureException e) {
      PassResult result = PassResult.withoutVendor(row, e.failure(), clock.instant());
      store.save(result.status(), result.event(), lease.fence(), clock.instant());
      return new Outcome.Waiting("the vendor's own account or charts", WITHOUT_VENDOR);
    } catch (UnknownReleaseException e) {
      // What a newer control plane has said of it stays.
      return new Outcome.Waiting("a newer control plane", WITHOUT_VENDOR);
    }
    return row.deletion().isPresent()
        ? down(row, place, request, lease)
        : up(row, place, request, lease);
  }

  private Outcome up(InfrastructureRow row, Place place, ReconcileRequest request, Lease lease) {
    Optional<Preflight.Hold> hold = preflight.before(row, place.way());
    if (hold.isPresent()) {
      PassResult result = PassResult.held(row, hold.get(), clock.instant());
      store.save(result.status(), result.event(), lease.fence(), clock.instant());
      return new Outcome.Waiting("the preflight", hold.get().again());
    }
    Memory memory = memory(row.id());
    boolean settledBefore =
        row.phase() == Phase.READY && row.observedGeneration() == row.generation();
    if (settledBefore
        && !CertificateCondition.isUnderWay(row.conditions())
        && !LogHouseShipping.isUnderWay(row.conditions())) {
      memory.lookAfresh(); // this is the drift check
    }
    CreationLedger ledger = new PostgresLedger(jdbc, place.owner(), request, lease);
    Scope scope = new Scope(place.owner(), ledger, lease, memory);
    PassReport report = convergence.converge(place.graph(), place.clouds(), scope, Gate.OPEN);
    nameServers.note(row, place.clouds().customer(), report);
    PassResult result =
        PassResult.up(row, report, certificate(row, place, report), clock.instant());
    store.save(result.status(), result.event(), lease.fence(), clock.instant());
    access.doubt(row, new Findings(report).failures());
    if (result.status().phase() == Phase.READY && !settledBefore) {
      // Services follow what was changed: another load balancer is another way in to each.
      occupants.get().wake(row.id());
    }
    return untilCertificate(result, unhurried(result, report.outcome()));
  }

  private Optional<Condition> certificate(InfrastructureRow row, Place place, PassReport report) {
    boolean ordered =
        report.nodes().stream()
            .anyMatch(node ->
                node.node().equals(Certificates.NODE) && node.state() == NodeStatus.State.READY);
    try {
      return CertificateCondition.after(
          row.conditions(),
          ordered
              ? CertificateStanding.in(place.clouds().cluster().get())
              : new CertificateStanding.Unknown(),
          place.way().names().wildcardDomain(),
          row.generation(),
          clock.instant());
    } catch (LeaseLostException e) {
      throw e;
    } catch (RuntimeException e) {
      // For show only: that the cluster cannot be reached is the pass's own to tell.
      LOG.info("how the certificate of {} stands is not known: {}", row.name(), e.toString());
      return CertificateCondition.in(row.conditions());
    }
  }

  /** One that is ready has failed only at what it is ready without. */
  private static Outcome unhurried(PassResult result, Outcome outcome) {
    return outcome instanceof Outcome.Failed(Failure failure, Duration after)
            && result.status().phase() == Phase.READY
            && after.compareTo(WITHOUT_LOG_TABLE) < 0
        ? new Outcome.Failed(failure, WITHOUT_LOG_TABLE)
        : outcome;
  }

  private static Outcome untilCertificate(PassResult result, Outcome outcome) {
    return outcome instanceof Outcome.Settled
            && CertificateCondition.isUnderWay(result.status().conditions())
        ? new Outcome.Settled(WITHOUT_CERTIFICATE)
        : outcome;
  }

  private Outcome down(InfrastructureRow row, Place place, ReconcileRequest request, Lease lease) {
    List<String> services = occupants.get().of(row.id());
    if (!services.isEmpty()) {
      PassResult result = PassResult.after(row, services, clock.instant());
      store.save(result.status(), result.event(), lease.fence(), clock.instant());
      return new Outcome.Waiting("its services", AFTER_SERVICES);
    }
    CreationLedger ledger = new PostgresLedger(jdbc, place.owner(), request, lease);
    Scope scope = new Scope(place.owner(), ledger, lease, memory(row.id()));
    boolean keepData = row.deletion().orElseThrow() == DataDecision.RETAIN;
    PassReport report =
        convergence.dismantle(
            InfrastructureGraph.kinds(place.graph()),
            place.clouds(),
            scope,
            entry -> keepData && AwsInfrastructure.holdsData(entry));
    access.doubt(row, new Findings(report).failures());
    if (report.outcome() instanceof Outcome.Finished) {
      return gone(row, place, report, ledger.entries(), lease);
    }
    PassResult result = PassResult.down(row, report, clock.instant());
    store.save(result.status(), result.event(), lease.fence(), clock.instant());
    return report.outcome();
  }

  /** The ledger is done: whether the account is too. */
  private Outcome gone(
      InfrastructureRow row, Place place, PassReport report, List<LedgerEntry> kept, Lease lease) {
    PassResult result;
    try {
      AwsSession customer = place.clouds().customer();
      lease.verify();
      LastLogs.takeAway(customer, place.way().names());
      List<Leftover> left = Leftovers.find(customer, place.way().names(), row.spec().roles(), kept);
      result = PassResult.gone(row, report, left, clock.instant());
    } catch (LeaseLostException e) {
      throw e;
    } catch (RuntimeException e) {
      Failure failure = FAILURES.classify(e);
      access.doubt(row, List.of(failure));
      result = PassResult.unseen(row, report, Leftovers.kept(kept), failure, clock.instant());
    }
    store.save(result.status(), result.event(), lease.fence(), clock.instant());
    if (result.status().phase() == Phase.DELETED) {
      memories.remove(row.id());
      access.forget(row);
      return new Outcome.Finished();
    }
    return new Outcome.Waiting("leftovers", AFTER_LEFTOVERS);
  }

  @Override
  public Plan plan(InfrastructureRow row) {
    if (row.deletion().isPresent()) {
      throw Refusal.conflict("being-deleted", "The infrastructure is being deleted.");
    }
    return switch (access.open(row, new Owner(row.name()), Lease.uncontested())) {
      case CustomerAccess.Closed closed ->
          throw Refusal.conflict("account-not-ready", closed.message());
      case CustomerAccess.Way way -> {
        try (way) {
          yield plan(row, place(row, way));
        } catch (FailureException e) {
          throw Plans.unavailable(e.failure());
        } catch (UnknownReleaseException e) {
          throw Refusal.conflict("newer-release", String.valueOf(e.getMessage()));
        }
      }
    };
  }

  private Plan plan(InfrastructureRow row, Place place) {
    ReconcileRequest request = new ReconcileRequest(TYPE, row.id());
    CreationLedger ledger = new PostgresLedger(jdbc, place.owner(), request, Lease.uncontested());
    Scope scope = new Scope(place.owner(), ledger, Lease.uncontested(), new Memory(Duration.ZERO));
    Optional<InfrastructureSpec> settled = store.settledSpec(row.id());
    // One that was ready before this was kept: from where its costs start is not known.
    boolean known = settled.isPresent() || row.readyAt().isEmpty();
    return Plans.of(
        convergence.plan(place.graph(), place.clouds(), scope),
        known ? Optional.of(Plans.monthlyCostDelta(settled, row.spec())) : Optional.empty());
  }

  private Memory memory(UUID id) {
    return memories.computeIfAbsent(id, any -> new Memory(FRESH));
  }

  /** Where an infrastructure is, and what it should be there. */
  private record Place(CustomerAccess.Way way, ResourceGraph<Clouds> graph) {
    Owner owner() {
      return way.owner();
    }

    Clouds clouds() {
      return way.clouds();
    }
  }

  private Place place(InfrastructureRow row, CustomerAccess.Way way) {
    RolePolicies policies = vendor.policies(way.names(), way.management(), way.customerBoundary());
    Optional<String> zone = vendorZone.map(VendorZone::id);
    if (row.deletion().isPresent()) {
      // The ledger knows what there is: no chart is needed to take it away.
      return new Place(way, InfrastructureGraph.ofAws(row.spec(), policies, zone));
    }
    // Only a VPC of the customer's own is judged again with every look.
    Set<String> waived =
        switch (row.spec().network()) {
          case Network.Managed() -> Set.of();
          case Network.Customer customer -> preflight.waived(row.id());
        };
    AwsInfrastructure.Terms terms =
        new AwsInfrastructure.Terms(waived, RoleTemplateLinks.told(row));
    return new Place(
        way,
        InfrastructureGraph.of(
            row.spec(), policies, vendor.components(row.spec(), way.names()), zone, terms, acme));
  }
}
