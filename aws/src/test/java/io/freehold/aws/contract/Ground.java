package io.freehold.aws.contract;

import io.freehold.aws.catalogue.Actions;
import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.catalogue.Placeholder;
import io.freehold.aws.catalogue.ScopedActions;
import io.freehold.aws.failure.AwsFailures;
import io.freehold.aws.iam.ManagementRoleArn;
import io.freehold.aws.policy.PolicyDocument;
import io.freehold.aws.policy.Statement;
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
import io.freehold.kernel.ledger.LedgerEntry;
import io.freehold.kernel.queue.Lease;
import io.freehold.kernel.queue.Outcome;
import io.freehold.kernel.resource.Observation;
import io.freehold.kernel.resource.Owner;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.simulator.SimulatedAws;
import io.freehold.simulator.customer.ManagementRole;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Tag;

/** One owner in one account of a backend: makes things, changes them and takes them away. */
public final class Ground {
  static final Place<AwsSession, AwsSession> HERE = new Place<>("here", session -> session);

  /** More passes than anything of one kind needs; with looks every second it covers an hour. */
  private static final int MOST_PASSES = 4000;

  private static final String VENDOR = "999988887777";

  final Backend backend;
  final AwsSession aws;
  final InMemoryLedger ledger;
  private final Convergence<AwsSession> convergence;
  private final Scope scope;

  /** A new owner on an AWS of its own. */
  public static Ground on(Backends backend) {
    return new Ground(backend.start(), "abcdefghij");
  }

  Ground(Backend backend, String owner) {
    this(
        backend,
        new AwsSession(
            backend.clients(),
            backend.credentials(),
            backend.accountId(),
            Region.US_EAST_1,
            new Owner(owner),
            Map.of("team", "data")),
        new InMemoryLedger());
  }

  private Ground(Backend backend, AwsSession aws, InMemoryLedger ledger) {
    this.backend = backend;
    this.aws = aws;
    this.ledger = ledger;
    convergence =
        new Convergence<>(new AwsFailures(), LatencyProfile.standard()::nextLook, backend.clock());
    scope = new Scope(aws.owner(), ledger, Lease.uncontested(), new Memory(Duration.ZERO));
  }

  /** The same ground, walked on by a role that may do only this, and only so. */
  public Ground within(SimulatedAws simulated, Actions actions) {
    List<Statement> statements =
        ScopedActions.byGroup(actions.permissions()).values().stream()
            .flatMap(List::stream)
            .map(statement -> statement.named(""))
            .toList();
    String policy =
        new PolicyDocument(statements)
            .with(text ->
                text.replace(Placeholder.ROLE_PATH.text(), management().rolePath())
                    .replace(Placeholder.BOUNDARY.text(), management().boundary(Optional.empty())))
            .json();
    String role = ManagementRole.of(VENDOR, "test", policy).create(simulated, backend.accountId());
    // A new role is not usable at once.
    letPass(Duration.ofMinutes(1));
    StsClient sts =
        simulated.client(StsClient.class, simulated.credentialsOfRoot(VENDOR), aws.region());
    // A session anew each time: some things take longer than one lasts.
    AwsCredentialsProvider sessions =
        () -> {
          var session =
              sts.assumeRole(r ->
                      r.roleArn(role)
                          .roleSessionName("test")
                          .externalId("test")
                          .tags(
                              tag(AwsSession.OWNER_TAG, aws.owner().name()),
                              tag(AwsSession.REGION_TAG, aws.region().id())))
                  .credentials();
          return AwsSessionCredentials.create(
              session.accessKeyId(), session.secretAccessKey(), session.sessionToken());
        };
    return new Ground(
        backend,
        new AwsSession(
            aws.clients(), sessions, aws.accountId(), aws.region(), aws.owner(), aws.userTags()),
        ledger);
  }

  /** The role under its usual name; it need not be there. */
  public ManagementRoleArn management() {
    return ManagementRoleArn.of(backend.accountId(), "/", ManagementRoleArn.DEFAULT_NAME);
  }

  /** The ARN of the boundary that the customer's template makes; it allows little here. */
  public String boundary() {
    try {
      aws.iam()
          .createPolicy(r ->
              r.policyName(ManagementRoleArn.boundaryName(management().name()))
                  .policyDocument(
                      PolicyDocument.of(Statement.allow("Look", "ec2:DescribeVpcs").onAll())
                          .json()));
    } catch (EntityAlreadyExistsException e) {
      // By an earlier question.
    }
    return management().boundary(Optional.empty());
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  /** The owner's session: the account, the region and its clients. */
  public AwsSession aws() {
    return aws;
  }

  /** The ids of the backend's zones, in the order of their names. */
  public List<String> zoneIds() {
    return aws.ec2().describeAvailabilityZones(r -> {}).availabilityZones().stream()
        .map(zone -> zone.zoneId())
        .sorted()
        .toList();
  }

  /** Lets time go by, for what takes some outside of our hands. */
  public void letPass(Duration time) {
    backend.clock().advance(time);
  }

  /** Brings a thing to its desired state and answers what is there then. */
  public <D, O> O make(String node, AwsType<D, O> type, D desired) {
    untilSettled(() -> pass(node, type, desired));
    String id = idOf(node);
    Observation<O> there = type.observe(aws, Set.of(id)).getOrDefault(id, Observation.absent());
    if (there instanceof Observation.Present<O> present) {
      return present.value();
    }
    throw new AssertionError(node + ": " + there);
  }

  /** One pass for this thing alone. */
  public <D, O> PassReport pass(String node, AwsType<D, O> type, D desired) {
    ResourceGraph<AwsSession> graph = new ResourceGraph<>();
    graph.in(HERE).add(node, type, () -> desired);
    return convergence.converge(graph, aws, scope, Gate.OPEN);
  }

  <D, O> PassReport plan(String node, AwsType<D, O> type, D desired) {
    ResourceGraph<AwsSession> graph = new ResourceGraph<>();
    graph.in(HERE).add(node, type, () -> desired);
    return convergence.plan(graph, aws, scope);
  }

  /** Takes one thing away, and leaves the others. */
  public <D, O> void remove(String node, AwsType<D, O> type) {
    Kinds<AwsSession> kinds = new Kinds<AwsSession>().with(HERE, type);
    untilSettled(
        () -> convergence.dismantle(kinds, aws, scope, entry -> !entry.node().equals(node)));
  }

  /** Puts on record that the thing is being created, as it is when the process ends just then. */
  public <D, O> void attempt(String node, AwsType<D, O> type, D desired) {
    ledger.put(
        LedgerEntry.of(
                aws.owner(), node, type.kind(), HERE.name(), type.naturalId(desired), 1, Set.of())
            .attempted(backend.clock().instant()));
  }

  /** The simulator behind it. */
  public SimulatedAws simulator() {
    return backend.simulator().orElseThrow();
  }

  String idOf(String node) {
    return ledger.entries().stream()
        .filter(entry -> entry.node().equals(node))
        .findFirst()
        .flatMap(entry -> entry.externalId())
        .orElseThrow(() -> new AssertionError(node + " is not in the ledger"));
  }

  private void untilSettled(Supplier<PassReport> pass) {
    PassReport last = pass.get();
    for (int i = 0; i < MOST_PASSES; i++) {
      switch (last.outcome()) {
        case Outcome.Waiting(String on, Duration next) -> backend.clock().advance(next);
        case Outcome.Failed(var failure, Duration next) ->
            throw new AssertionError(failure + " " + last.nodes());
        case Outcome.Settled(Duration next) -> {
          return;
        }
        case Outcome.Finished() -> {
          return;
        }
      }
      last = pass.get();
    }
    throw new AssertionError("did not settle: " + last);
  }
}
