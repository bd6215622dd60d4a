package io.freehold.controlplane.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.account.RoleVerification;
import io.freehold.aws.account.Verification;
import io.freehold.aws.iam.ManagementRoleArn;
import io.freehold.aws.iam.RolePolicies;
import io.freehold.aws.iam.VendorRoles;
import io.freehold.aws.network.AccountZones;
import io.freehold.aws.onboarding.Catalogue;
import io.freehold.aws.preflight.Preflight;
import io.freehold.aws.preflight.check.Check;
import io.freehold.aws.preflight.check.Subject;
import io.freehold.aws.session.AwsSession;
import io.freehold.aws.session.CallWatch;
import io.freehold.aws.session.RoleSessions;
import io.freehold.controlplane.SimulatedCustomer;
import io.freehold.controlplane.TestCharts;
import io.freehold.controlplane.graph.CloudAccess;
import io.freehold.controlplane.graph.CloudFailures;
import io.freehold.controlplane.graph.Clouds;
import io.freehold.controlplane.graph.InfrastructureGraph;
import io.freehold.controlplane.graph.Vendor;
import io.freehold.kernel.convergence.Convergence;
import io.freehold.kernel.convergence.Gate;
import io.freehold.kernel.convergence.Memory;
import io.freehold.kernel.convergence.NodeStatus;
import io.freehold.kernel.convergence.PassReport;
import io.freehold.kernel.convergence.Scope;
import io.freehold.kernel.graph.ResourceGraph;
import io.freehold.kernel.ledger.CreationLedger;
import io.freehold.kernel.ledger.InMemoryLedger;
import io.freehold.kernel.ledger.LedgerEntry;
import io.freehold.kernel.queue.InMemoryQueue;
import io.freehold.kernel.queue.Lease;
import io.freehold.kernel.queue.LeaseLostException;
import io.freehold.kernel.queue.Outcome;
import io.freehold.kernel.queue.ReconcileRequest;
import io.freehold.kernel.resource.Owner;
import io.freehold.kernel.time.VirtualClock;
import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.infrastructure.LoadBalancers;
import io.freehold.model.infrastructure.Network;
import io.freehold.model.infrastructure.Roles;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.model.name.InfrastructureNames;
import io.freehold.model.name.NamingScheme;
import io.freehold.model.name.ShortName;
import io.freehold.model.network.Cidr;
import io.freehold.model.network.Zone;
import io.freehold.simulator.SimulatedAws;
import io.freehold.simulator.aws.call.CallRecord;
import io.freehold.simulator.aws.lever.Levers;
import io.freehold.simulator.aws.state.LiveResource;
import io.freehold.simulator.customer.ExistingVpc;
import io.freehold.simulator.kubernetes.SimulatedCluster;
import io.freehold.simulator.kubernetes.SimulatedKubernetes;
import io.freehold.simulator.kubernetes.controller.Operators;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One infrastructure in an account of a simulated AWS, worked on by the real graph and the real
 * convergence in virtual time. The clouds, the ledger and the queue outlive the process that works
 * on them: {@link #restart} is what a {@code kill -9} and a new start are to them.
 */
final class Rig implements AutoCloseable {
  static final String CUSTOMER = "111122223333";
  static final String VENDOR = "999988887777";
  static final String REGION = "us-east-1";
  private static final String EXTERNAL_ID = "external-id-of-the-test";

  /** They carry the tags of the launch template. */
  private static final String MADE_BY_NODE_GROUPS = "NetworkInterface";

  /** The ledger has the name that we gave them, which no other can have; AWS has an id besides. */
  private static final Set<String> KNOWN_BY_NAME =
      Set.of("LaunchTemplate", "PodIdentityAssociation");

  private static final Duration FRESH = Duration.ofMinutes(5);
  private static final ReconcileRequest REQUEST =
      new ReconcileRequest("infrastructure", new UUID(0, 1));

  /** How long after a worker's death another one picks its work up. */
  static final Duration TAKEN_OVER_AFTER = Duration.ofSeconds(30);

  final VirtualClock clock = new VirtualClock(Instant.parse("2026-01-05T08:00:00Z"));
  final LatencyProfile profile;
  final SimulatedKubernetes kubernetes;
  final SimulatedAws aws;
  final CreationLedger ledger;
  final InMemoryQueue queue = new InMemoryQueue(clock);
  final Owner owner;
  final InfrastructureNames names;
  final Instant start;
  InfrastructureSpec spec;
  private final RoleSessions.Role role;
  private final Vendor vendor = new Vendor(() -> VendorRoles.in(VENDOR), TestCharts.STAND_INS);

  private Process process;
  private boolean goingDown;
  private boolean settled;
  private final WatchedLedger.Fences fences = new WatchedLedger.Fences();
  private Consumer<WatchedLedger.Moment> onMoment = moment -> {};
  private Consumer<CallRecord> onCall = call -> {};
  private Consumer<CallWatch.Call> beforeCall = call -> {};
  private Runnable whileAlive = () -> {};
  private final List<Planned> planned = new ArrayList<>();
  private int lastMutation;
  private @Nullable PassReport latest;
  private int passes;
  private int restarts;
  private int leasesLost;
  private @Nullable SimulatedCluster cluster;
  private Consumer<SimulatedCluster> onCluster = made -> {};
  private final List<String> calledForHelp = new ArrayList<>();
  private final Map<ReconcileRequest, Supplier<PassReport>> alongside = new HashMap<>();
  private final List<CreationLedger> ledgers = new ArrayList<>();
  private @Nullable ResourceGraph<Clouds> graph;
  private @Nullable InfrastructureSpec graphOf;

  /** What dies with a process. */
  private record Process(
      CloudAccess access,
      RoleSessions sessions,
      Convergence<Clouds> convergence,
      Map<Owner, Memory> memories,
      long fence) {
    Memory memory(Owner owner) {
      return memories.computeIfAbsent(owner, any -> new Memory(FRESH));
    }
  }

  private record Planned(Instant when, Runnable what) {}

  private Rig(LatencyProfile profile, long seed, CreationLedger ledger) {
    this.profile = profile;
    this.ledger = ledger;
    kubernetes = new SimulatedKubernetes(clock, profile, seed, Operators.BY_DEPLOYMENT);
    aws = new SimulatedAws(clock, profile, seed, kubernetes);
    kubernetes.onEach(made -> {
      cluster = made;
      onCluster.accept(made);
    });
    String arn = SimulatedCustomer.deploy(aws, CUSTOMER, VENDOR, EXTERNAL_ID, clock::advance);
    role = new RoleSessions.Role(arn, EXTERNAL_ID);
    process = newProcess();
    ShortName name = new ShortName("mhp0y4dmph");
    owner = new Owner(name.value());
    ledgers.add(ledger);
    spec =
        InfrastructureSpec.builder(
                name,
                CUSTOMER,
                REGION,
                AccountZones.ask(process.sessions(), role, REGION, owner).subList(0, 3))
            .loadBalancers(new LoadBalancers(true, true))
            .egressCidrs(List.of(Cidr.parse("192.0.2.0/24")))
            .tags(new LinkedHashMap<>(Map.of("cost-center", "42")))
            .build();
    names = spec.names(NamingScheme.standard());
    lastMutation =
        aws.callLog().records().stream().mapToInt(CallRecord::mutatingNumber).max().orElse(0);
    aws.callLog().clear();
    aws.callLog()
        .onEach(call -> {
          lastMutation = Math.max(lastMutation, call.mutatingNumber());
          onCall.accept(call);
        });
    start = clock.instant();
    queue.request(REQUEST, Duration.ZERO);
  }

  /** Everything takes its median, and nothing fails by itself. */
  static Rig steady() {
    return steady(new InMemoryLedger());
  }

  /** The same with another ledger, empty. */
  static Rig steady(CreationLedger ledger) {
    return new Rig(LatencyProfile.standard().medians(), 1, ledger);
  }

  /** Another time for some things than usual, which is their median. */
  static Rig steady(UnaryOperator<LatencyProfile> change) {
    return new Rig(change.apply(LatencyProfile.standard().medians()), 1, new InMemoryLedger());
  }

  /** Everything takes a time of its own, drawn from the seed. */
  static Rig drawn(long seed) {
    return new Rig(LatencyProfile.standard(), seed, new InMemoryLedger());
  }

  private Process newProcess() {
    RoleSessions sessions = new RoleSessions(aws::client, aws.rootOf(VENDOR), clock);
    return new Process(
        new CloudAccess(sessions, clock),
        sessions,
        new Convergence<>(new CloudFailures(), LatencyProfile.standard()::nextLook, clock),
        new HashMap<>(),
        fences.newest());
  }

  /** It stands in a VPC that the customer had before. */
  ExistingVpc inCustomerVpc() {
    ExistingVpc vpc = ExistingVpc.build(aws, CUSTOMER, REGION);
    List<Zone> zones =
        AccountZones.ask(process.sessions(), role, REGION, owner).stream()
            .filter(zone -> vpc.zoneIds().contains(zone.id()))
            .toList();
    spec =
        spec.toBuilder()
            .network(
                new Network.Customer(
                    vpc.vpcId(),
                    subnets(vpc.privateSubnetIds(), vpc),
                    subnets(vpc.publicSubnetIds(), vpc)))
            .vpcCidr(Cidr.parse(ExistingVpc.Layout.STANDARD.cidr()))
            .zones(zones)
            .build();
    aws.callLog().clear();
    return vpc;
  }

  /** Its roles are the customer's to make, and are not made yet. */
  CustomersRoles withCustomersRoles() {
    spec = spec.toBuilder().roles(Roles.CUSTOMER).build();
    return new CustomersRoles(this);
  }

  RolePolicies policies() {
    return vendor.policies(names, new ManagementRoleArn(role.arn()), Optional.empty());
  }

  private static List<Network.Subnet> subnets(List<String> ids, ExistingVpc vpc) {
    List<Network.Subnet> subnets = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      subnets.add(new Network.Subnet(ids.get(i), vpc.zoneIds().get(i)));
    }
    return subnets;
  }

  Levers levers() {
    return aws.levers();
  }

  Optional<SimulatedCluster> cluster() {
    return Optional.ofNullable(cluster);
  }

  /** Done to the cluster's API before anybody has asked it anything. */
  void onCluster(Consumer<SimulatedCluster> arming) {
    onCluster = arming;
  }

  /** Told of every call to AWS as it ends. */
  void onCall(Consumer<CallRecord> listener) {
    onCall = listener;
  }

  /** Told of every call to AWS before it is made, and before the lease is looked at. */
  void beforeCall(Consumer<CallWatch.Call> listener) {
    beforeCall = listener;
  }

  /** Done before every write to a cloud and after every pass: a moment to die. */
  void whileAlive(Runnable listener) {
    whileAlive = listener;
  }

  /** Told of every write to the ledger. */
  void onMoment(Consumer<WatchedLedger.Moment> listener) {
    onMoment = listener;
  }

  /** Done before the first pass after that time since the start. */
  void at(Duration sinceStart, Runnable what) {
    planned.add(new Planned(start.plus(sinceStart), what));
  }

  /** How many mutating calls there were since the start of the world. */
  int lastMutation() {
    return lastMutation;
  }

  WatchedLedger.Fences fences() {
    return fences;
  }

  /** The worker dies with all that it knew, and another one starts. */
  void restart() {
    process.access().forget(names);
    fences.raise();
    process = newProcess();
    settled = false;
    restarts++;
  }

  /** The same for the same spec, and built once only: lives have many passes. */
  ResourceGraph<Clouds> graph() {
    ResourceGraph<Clouds> built = graph;
    if (built == null || !spec.equals(graphOf)) {
      built =
          InfrastructureGraph.of(
              spec, policies(), vendor.components(spec, names), Optional.empty());
      graph = built;
      graphOf = spec;
    }
    return built;
  }

  Clouds clouds() {
    return clouds(owner);
  }

  /** The clouds as they are opened for the infrastructure or for one of its services. */
  Clouds clouds(Owner owner) {
    Lease lease = lease();
    return process
        .access()
        .open(
            role,
            names,
            spec.tags(),
            owner,
            call -> {
              beforeCall.accept(call);
              if (call.isWrite()) {
                lease.verify();
              }
            });
  }

  private Scope scope() {
    return scope(owner, ledger);
  }

  /** Of the infrastructure or of one of its services, with its own ledger. */
  Scope scope(Owner owner, CreationLedger ledger) {
    return new Scope(
        owner,
        new WatchedLedger(ledger, fences, process.fence(), moment -> onMoment.accept(moment)),
        lease(),
        process.memory(owner));
  }

  /** That of the process at work now. */
  Convergence<Clouds> convergence() {
    return process.convergence();
  }

  String managementRoleArn() {
    return role.arn();
  }

  /** From now on the worker does that too whenever it is requested. */
  void alsoWorksOn(ReconcileRequest request, CreationLedger itsLedger, Supplier<PassReport> pass) {
    alongside.put(request, pass);
    ledgers.add(itsLedger);
  }

  /** And from now on no longer. */
  void worksNoMoreOn(ReconcileRequest request, CreationLedger itsLedger, Owner itsOwner) {
    alongside.remove(request);
    ledgers.remove(itsLedger);
    process.memories().remove(itsOwner);
  }

  private Lease lease() {
    long fence = process.fence();
    return new Lease() {
      @Override
      public long fence() {
        return fence;
      }

      @Override
      public void verify() {
        whileAlive.run();
        fences.check(fence);
      }
    };
  }

  private void doWhatIsPlanned() {
    for (Planned one : List.copyOf(planned)) {
      if (!one.when().isAfter(clock.instant())) {
        planned.remove(one);
        one.what().run();
      }
    }
  }

  /** One pass in the direction that is asked for, as the control plane's reconciler makes it. */
  PassReport pass() {
    doWhatIsPlanned();
    passes++;
    PassReport report =
        goingDown
            ? process
                .convergence()
                .dismantle(InfrastructureGraph.kinds(graph()), clouds(), scope(), entry -> false)
            : up();
    latest = report;
    noteCallsForHelp(report);
    return report;
  }

  void noteCallsForHelp(PassReport report) {
    report.nodes().stream()
        .flatMap(node -> node.failure().stream().map(failure -> node.node() + ": " + failure))
        .filter(line -> needsSomebody(report))
        .forEach(calledForHelp::add);
  }

  private PassReport up() {
    if (settled) {
      process.memory(owner).lookAfresh(); // the drift check
    }
    PassReport report = process.convergence().converge(graph(), clouds(), scope(), Gate.OPEN);
    settled =
        report.outcome() instanceof Outcome.Settled
            && report.nodes().stream().noneMatch(node -> node.state() == NodeStatus.State.WITHHELD);
    return report;
  }

  private static boolean needsSomebody(PassReport report) {
    return report.outcome() instanceof Outcome.Failed;
  }

  /** Passes until the condition holds after one; dying workers are replaced. */
  boolean runUntil(Predicate<PassReport> done, Duration limit) {
    return run(() -> latest != null && done.test(latest), limit);
  }

  /** Passes over the infrastructure and whatever else is worked on, until it is so after one. */
  boolean run(BooleanSupplier done, Duration limit) {
    return queue.run(
        (request, any) -> {
          try {
            Supplier<PassReport> other = alongside.get(request);
            PassReport report = other == null ? pass() : other.get();
            whileAlive.run();
            return report.outcome();
          } catch (Killed killed) {
            restart();
            return new Outcome.Waiting("another worker", TAKEN_OVER_AFTER);
          } catch (LeaseLostException lost) {
            leasesLost++;
            return new Outcome.Finished(); // the one that has the lease goes on
          }
        },
        done,
        limit);
  }

  /** Another worker takes over from one that is only paused, and works until all is ready. */
  boolean takeOver(Duration limit) {
    Process paused = process;
    fences.raise();
    process = newProcess();
    settled = false;
    queue.request(REQUEST, TAKEN_OVER_AFTER);
    boolean ready = up(limit);
    paused.access().forget(names);
    return ready;
  }

  int leasesLost() {
    return leasesLost;
  }

  /** Works until all is ready. */
  boolean up(Duration limit) {
    return runUntil(report -> settled, limit);
  }

  /** Works until nothing is left. */
  boolean down(Duration limit) {
    goingDown = true;
    settled = false;
    latest = null;
    queue.request(REQUEST, Duration.ZERO);
    return runUntil(report -> report.outcome() instanceof Outcome.Finished, limit);
  }

  /** Looks once more now, as the drift check does. */
  PassReport lookAgain() {
    return pass();
  }

  /** What a plan says, seen afresh. */
  PassReport plan() {
    clock.advance(Duration.ofSeconds(30)); // so that no request limit is near
    PassReport report = process.convergence().plan(graph(), clouds(), planning());
    assertThat(report.nodes())
        .as("nodes that could not be looked at")
        .allMatch(node -> node.failure().isEmpty());
    return report;
  }

  /** Looks at everything again before it is settled. */
  Rig afresh() {
    settled = false;
    process.memory(owner).lookAfresh();
    queue.request(REQUEST, Duration.ZERO);
    return this;
  }

  /** Zones of the account, asked for as it is done before there is anything. */
  List<Zone> zones() {
    return AccountZones.ask(process.sessions(), role, REGION, owner);
  }

  /** What is made sure of before anything is made. */
  List<Check> preflight() {
    return Preflight.run(
        new Subject(
            clouds().customer(),
            spec,
            policies(),
            io.freehold.aws.preflight.check.Planned.of(graph()),
            Set.of(),
            false,
            clock.instant(),
            Optional.of("the role template")));
  }

  /** The judgement of the role, as it is made before anything and every day. */
  Verification verification() {
    return new RoleVerification(process.sessions(), Optional.empty(), Catalogue.permissions())
        .verify(role, CUSTOMER, REGION);
  }

  private Scope planning() {
    return new Scope(owner, ledger, Lease.uncontested(), new Memory(Duration.ZERO));
  }

  PassReport report() {
    return Objects.requireNonNull(latest);
  }

  boolean isSettled() {
    return settled;
  }

  int passes() {
    return passes;
  }

  int restarts() {
    return restarts;
  }

  /** What of this was said to need somebody, at any time. */
  List<String> calledForHelp() {
    return calledForHelp;
  }

  Duration elapsed() {
    return Duration.between(start, clock.instant());
  }

  /** Everything in the account that carries the infrastructure's tag. */
  List<LiveResource> tagged() {
    return aws.live(CUSTOMER).stream()
        .filter(one -> owner.name().equals(one.tags().get(AwsSession.OWNER_TAG)))
        .toList();
  }

  /** I1: tagged things that no entry of the ledger names. */
  List<LiveResource> leaks() {
    List<LedgerEntry> entries = ledgers.stream().flatMap(one -> one.entries().stream()).toList();
    return tagged().stream()
        .filter(one -> !one.kind().equals(MADE_BY_NODE_GROUPS))
        .filter(one -> entries.stream().noneMatch(entry -> names(entry, one)))
        .toList();
  }

  private static boolean names(LedgerEntry entry, LiveResource one) {
    String id = entry.externalId().orElse("");
    return id.equals(one.id())
        || id.equals(one.arn())
        || (KNOWN_BY_NAME.contains(one.kind())
            && one.kind().equals(entry.kind())
            && entry.node().equals(one.tags().get(AwsSession.NODE_TAG)));
  }

  /** I2: nodes with more than one live thing. */
  Map<String, List<String>> duplicates() {
    Map<String, List<String>> byNode = new TreeMap<>();
    for (LiveResource one : tagged()) {
      String node = one.tags().get(AwsSession.NODE_TAG);
      if (node != null && !one.kind().equals(MADE_BY_NODE_GROUPS)) {
        byNode.computeIfAbsent(node, any -> new ArrayList<>()).add(one.kind() + " " + one.id());
      }
    }
    byNode.values().removeIf(things -> things.size() < 2);
    return byNode;
  }

  /** AWS and cluster calls together. */
  int calls() {
    return aws.callLog().total()
        + cluster()
            .map(one -> one.callCounts().values().stream().mapToInt(Integer::intValue).sum())
            .orElse(0);
  }

  @Override
  public void close() {
    process.access().forget(names);
    kubernetes.close();
  }
}
