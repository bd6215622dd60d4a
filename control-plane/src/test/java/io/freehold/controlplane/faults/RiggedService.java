package io.freehold.controlplane.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.graph.AwsService;
import io.freehold.aws.iam.ManagementRoleArn;
import io.freehold.aws.session.AwsSession;
import io.freehold.controlplane.graph.Clouds;
import io.freehold.controlplane.graph.ServiceGraph;
import io.freehold.kernel.convergence.Gate;
import io.freehold.kernel.convergence.NodeStatus;
import io.freehold.kernel.convergence.PassReport;
import io.freehold.kernel.graph.ResourceGraph;
import io.freehold.kernel.ledger.CreationLedger;
import io.freehold.kernel.ledger.InMemoryLedger;
import io.freehold.kernel.ledger.LedgerEntry;
import io.freehold.kernel.queue.Outcome;
import io.freehold.kernel.queue.ReconcileRequest;
import io.freehold.kernel.resource.Owner;
import io.freehold.kubernetes.platform.Platform;
import io.freehold.kubernetes.service.BackupPlan;
import io.freehold.kubernetes.service.ServiceDeployment;
import io.freehold.kubernetes.service.ServiceDeployment.Entrance;
import io.freehold.model.name.InfrastructureRole;
import io.freehold.model.name.ServiceNames;
import io.freehold.model.name.ShortName;
import io.freehold.simulator.kubernetes.SimulatedCluster;
import io.freehold.simulator.kubernetes.ingress.IngressGateway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * One service in a rig's infrastructure, worked on by the same worker with the real graph of a
 * service. All of them have one name: what one leaves behind is in the next one's way.
 */
final class RiggedService {
  private static final ShortName NAME = new ShortName("q7w2e9r4ty");
  private static final String CLIENT = "203.0.113.7";
  private static final String STRANGER = "198.51.100.9";

  private final Rig rig;
  private final ServiceNames names;
  private final Owner owner = new Owner(NAME.value());
  private final CreationLedger ledger = new InMemoryLedger();
  private final ReconcileRequest request = new ReconcileRequest("service", UUID.randomUUID());
  private ServiceDeployment wanted;
  private boolean goingDown;
  private boolean settled;
  private @Nullable PassReport latest;

  /** Nothing is made of it yet. */
  RiggedService(Rig rig) {
    this.rig = rig;
    names = rig.names.service(NAME);
    wanted = deployment(List.of("0.0.0.0/0"), 3, "0123456789abcdef".repeat(4));
    rig.alsoWorksOn(request, ledger, this::pass);
  }

  private ServiceDeployment deployment(List<String> clients, int replicas, String password) {
    return new ServiceDeployment(
        NAME.value(),
        List.of(
            new Entrance(names.host(), clients),
            new Entrance(names.privateHost(), List.of(rig.spec.vpcCidr().toString()))),
        replicas,
        48,
        12,
        100,
        3,
        10,
        "25.8.30.16",
        password,
        "https://s3.us-east-1.amazonaws.com/shared/" + names.objectPrefix(),
        Rig.REGION,
        "wildcard-certificate",
        new BackupPlan(
            "0 2 * * *",
            Duration.ofDays(1),
            "https://s3.us-east-1.amazonaws.com/backup/" + names.objectPrefix(),
            List.of(rig.spec.vpcCidr().toString()),
            BackupPlan.Stage.ON_SCHEDULE),
        OptionalInt.empty());
  }

  private PassReport pass() {
    ResourceGraph<Clouds> graph =
        ServiceGraph.of(
            names,
            new ManagementRoleArn(rig.managementRoleArn())
                .roleOf(rig.names.role(InfrastructureRole.CH_S3)),
            wanted,
            Optional.of(
                new AwsService.PrivateWay(
                    externalId("dns-zone"), externalId("load-balancer-private"))));
    PassReport report =
        goingDown
            ? rig.convergence()
                .dismantle(
                    ServiceGraph.kinds(graph),
                    rig.clouds(owner),
                    rig.scope(owner, ledger),
                    entry -> false)
            : rig.convergence()
                .converge(graph, rig.clouds(owner), rig.scope(owner, ledger), Gate.OPEN);
    latest = report;
    settled =
        goingDown
            ? report.outcome() instanceof Outcome.Finished
            : report.outcome() instanceof Outcome.Settled;
    rig.noteCallsForHelp(report);
    return report;
  }

  private String externalId(String node) {
    return rig.ledger.entries().stream()
        .filter(entry -> entry.node().equals(node))
        .findFirst()
        .flatMap(LedgerEntry::externalId)
        .orElseThrow();
  }

  /** Works until it runs, and whoever may reach it does. */
  void up() {
    until();
    assertThat(reached(CLIENT)).as("reached from anywhere").isTrue();
    assertThat(reached(STRANGER)).isTrue();
    assertThat(readyServers()).isEqualTo(wanted.replicas());
  }

  /** Another list of clients, another number of servers, another password. */
  void change() {
    wanted = deployment(List.of("203.0.113.0/24"), 2, "fedcba9876543210".repeat(4));
    until();
    assertThat(reached(CLIENT)).as("reached by one on the list").isTrue();
    assertThat(reached(STRANGER)).as("reached by one who is not").isFalse();
    assertThat(readyServers()).isEqualTo(wanted.replicas());
  }

  /** Works until nothing of it is left. */
  void down() {
    goingDown = true;
    until();
    assertThat(ledger.entries()).as("entries that are left").isEmpty();
    assertThat(traces()).as("what is left of the service").isEmpty();
    rig.worksNoMoreOn(request, ledger, owner);
  }

  private void until() {
    settled = false;
    rig.queue.request(request, Duration.ZERO);
    assertThat(rig.run(() -> settled, Reference.LIMIT))
        .as(() -> "done; not so: " + undone())
        .isTrue();
  }

  private String undone() {
    return latest == null
        ? "not begun"
        : latest.nodes().stream()
            .filter(node ->
                node.state() != NodeStatus.State.READY && node.state() != NodeStatus.State.DELETED)
            .map(node -> "\n  " + node.node() + " " + node.state() + " " + node.message())
            .collect(Collectors.joining());
  }

  private boolean reached(String client) {
    return IngressGateway.of(cluster()).refusal(names.host(), 8443, client).isEmpty();
  }

  private long readyServers() {
    return cluster()
        .object("clickhouseclusters.clickhouse.com", NAME.value(), "clickhouse")
        .orElseThrow()
        .at("/status/readyReplicas")
        .asLong();
  }

  /** In the cluster, in its API and in the names that AWS knows. */
  private List<String> traces() {
    List<String> traces = new ArrayList<>();
    cluster().objects().stream()
        .filter(one ->
            one.namespace().equals(NAME.value())
                || one.name().equals(NAME.value())
                || (one.namespace().equals(Platform.INGRESS_NAMESPACE)
                    && one.labels().containsValue(NAME.value())))
        .forEach(one -> traces.add(one.kind() + " " + one.namespace() + "/" + one.name()));
    rig.tagged().stream()
        .filter(one -> ("identity-" + NAME).equals(one.tags().get(AwsSession.NODE_TAG)))
        .forEach(one -> traces.add(one.arn()));
    new OutsideChange.Account(rig)
            .client(software.amazon.awssdk.services.route53.Route53Client.class)
            .listResourceRecordSetsPaginator(r -> r.hostedZoneId(externalId("dns-zone")))
            .resourceRecordSets()
            .stream()
            .map(ResourceRecordSet::name)
            .filter(name -> name.startsWith(NAME.value()))
            .forEach(traces::add);
    return traces;
  }

  private SimulatedCluster cluster() {
    return rig.cluster().orElseThrow();
  }
}
