package io.freehold.controlplane.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.graph.AwsService;
import io.freehold.aws.iam.ManagementRoleArn;
import io.freehold.aws.iam.VendorRoles;
import io.freehold.controlplane.TestCharts;
import io.freehold.kernel.graph.Node;
import io.freehold.kernel.graph.ResourceGraph;
import io.freehold.kubernetes.catalogue.Component;
import io.freehold.kubernetes.catalogue.ReleaseCatalogue;
import io.freehold.kubernetes.service.BackupPlan;
import io.freehold.kubernetes.service.ServiceDeployment;
import io.freehold.kubernetes.service.ServiceDeployment.Entrance;
import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.infrastructure.LoadBalancers;
import io.freehold.model.infrastructure.LogHouse;
import io.freehold.model.infrastructure.NatGateways;
import io.freehold.model.infrastructure.Network;
import io.freehold.model.infrastructure.Roles;
import io.freehold.model.name.InfrastructureNames;
import io.freehold.model.name.InfrastructureRole;
import io.freehold.model.name.NamingScheme;
import io.freehold.model.name.ServiceNames;
import io.freehold.model.name.ShortName;
import io.freehold.model.network.Cidr;
import io.freehold.model.network.Zone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pictures in docs/graphs are those of the graphs. Written anew with {@code
 * -Dfreehold.write=true}; what changes there is made, changed or deleted in customers' accounts.
 */
class GraphDocumentsTest {
  private static final Path FOLDER = Path.of("..", "docs", "graphs");
  private static final String ACCOUNT = "111122223333";
  private static final ManagementRoleArn MANAGEMENT =
      ManagementRoleArn.of(ACCOUNT, "/", ManagementRoleArn.DEFAULT_NAME);

  private static final InfrastructureSpec SPEC =
      InfrastructureSpec.builder(
              new ShortName("mhp0y4dmph"),
              ACCOUNT,
              "us-east-1",
              List.of(
                  new Zone("us-east-1a", "use1-az4", "a"),
                  new Zone("us-east-1b", "use1-az6", "b"),
                  new Zone("us-east-1c", "use1-az1", "c")))
          .egressCidrs(List.of(Cidr.parse("198.51.100.0/24")))
          .build();

  private static final Network.Customer CUSTOMER_VPC =
      new Network.Customer(
          "vpc-0123456789abcdef0",
          List.of(
              new Network.Subnet("subnet-0123456789abcdef1", "use1-az4"),
              new Network.Subnet("subnet-0123456789abcdef2", "use1-az6"),
              new Network.Subnet("subnet-0123456789abcdef3", "use1-az1"),
              new Network.Subnet("subnet-0123456789abcdef4", "use1-az1")),
          List.of(
              new Network.Subnet("subnet-0123456789abcdef5", "use1-az4"),
              new Network.Subnet("subnet-0123456789abcdef6", "use1-az6")));

  /** A page about one graph. */
  record Page(String file, String title, String about, Supplier<ResourceGraph<Clouds>> graph) {
    String text() {
      long wanted =
          graph.get().nodes().stream().filter(node -> node.role() instanceof Node.Wanted).count();
      return """
      # %s
      %s %d things. A slanted box is declared, and not wanted here: what is there of it is deleted. \
      An arrow goes from what is needed to what needs it.

      <!-- Written by GraphDocumentsTest with -Dfreehold.write=true -->
      ```mermaid
      %s```
      """
          .formatted(title, about, wanted, graph.get().toMermaid());
    }

    @Override
    public String toString() {
      return file;
    }
  }

  static Stream<Page> pages() {
    return Stream.of(
        new Page(
            "infrastructure.md",
            "An infrastructure",
            "As it is made where nothing else is asked for: a NAT gateway in each zone, reached"
                + " from the internet only.",
            () -> infrastructure(SPEC)),
        new Page(
            "infrastructure-single-nat.md",
            "An infrastructure with one NAT gateway and both ways in",
            "One NAT gateway for all zones, a public and a private load balancer.",
            () ->
                infrastructure(
                    SPEC.toBuilder()
                        .natGateways(NatGateways.SINGLE)
                        .loadBalancers(new LoadBalancers(true, true))
                        .build())),
        new Page(
            "infrastructure-customer-vpc.md",
            "An infrastructure in a VPC of the customer's",
            "What has a double frame is the customer's: looked at and judged, never made, changed"
                + " or deleted. Four private subnets in three zones, and a public load balancer"
                + " beside the private one.",
            () ->
                infrastructure(
                    SPEC.toBuilder()
                        .network(CUSTOMER_VPC)
                        .vpcCidr(Cidr.parse("10.20.0.0/16"))
                        .loadBalancers(new LoadBalancers(true, true))
                        .build())),
        new Page(
            "infrastructure-customer-roles.md",
            "An infrastructure whose roles the customer makes",
            "What has a double frame is the customer's: looked at and judged, never made, changed"
                + " or deleted.",
            () -> infrastructure(SPEC.toBuilder().roles(Roles.CUSTOMER).build())),
        new Page(
            "service.md",
            "A service",
            "In an infrastructure with a private way in.",
            () -> service(OptionalInt.empty())),
        new Page(
            "service-log-house.md",
            "A service that keeps the logs of its infrastructure",
            "In an infrastructure with a private way in; logs stay for 30 days.",
            () -> service(OptionalInt.of(30))));
  }

  /** All else is as it is without. */
  @Test
  void a_log_house_brings_its_component_and_nothing_else() {
    InfrastructureSpec chosen =
        SPEC.toBuilder()
            .logHouse(new LogHouse(new UUID(1, 2), new ShortName("abcdefghij"), 30))
            .build();
    ResourceGraph<Clouds> graph = infrastructure(chosen);
    List<String> before = names(infrastructure(SPEC));
    assertThat(names(graph)).containsAll(before);
    assertThat(names(graph).stream().filter(name -> !before.contains(name)))
        .containsExactly(
            "log-table",
            "chart/loghouse-shipping/Certificate/loghouse-shipping",
            "chart/loghouse-shipping/ServiceAccount/loghouse-shipping",
            "chart/loghouse-shipping/ConfigMap/loghouse-shipping",
            "chart/loghouse-shipping/DaemonSet/loghouse-shipping");
    assertThat(graph.node("log-table").orElseThrow().role())
        .isEqualTo(new Node.Adopted("abcdefghij/log-table"));
    assertThat(
            graph
                .node("chart/loghouse-shipping/Certificate/loghouse-shipping")
                .orElseThrow()
                .dependsOn())
        .contains("log-table");
  }

  /** The catalogue lists them for people; their order among AWS' own things is the graph's. */
  @Test
  void the_add_ons_of_a_cluster_are_those_of_its_release() {
    assertThat(infrastructure(SPEC).nodes().stream().map(Node::name))
        .filteredOn(name -> name.startsWith("addon-"))
        .containsExactlyInAnyOrderElementsOf(
            ReleaseCatalogue.newest().components().stream()
                .map(Component::source)
                .filter(Component.Source.AddOn.class::isInstance)
                .map(Component.Source.AddOn.class::cast)
                .map(addOn -> "addon-" + addOn.name())
                .toList());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pages")
  void shows_the_graph_as_it_is(Page page) throws IOException {
    Path file = FOLDER.resolve(page.file());
    if (Boolean.getBoolean("freehold.write")) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, page.text());
    }
    assertThat(page.text()).isEqualTo(Files.readString(file));
  }

  @Test
  void in_a_customers_vpc_nothing_of_the_network_is_made() {
    ResourceGraph<Clouds> graph = infrastructure(SPEC.toBuilder().network(CUSTOMER_VPC).build());

    assertThat(graph.nodes())
        .filteredOn(node -> !(node.role() instanceof Node.Adopted))
        .extracting(node -> node.type().kind())
        .doesNotContain(
            "Vpc",
            "Subnet",
            "RouteTable",
            "InternetGateway",
            "NatGateway",
            "ElasticIp",
            "GatewayEndpoint",
            "CustomerVpc");
    assertThat(graph.nodes())
        .filteredOn(node -> node.role() instanceof Node.Adopted)
        .extracting(Node::name)
        .containsExactly(
            "customer-vpc",
            "vpc",
            "subnet-public-use1-az4",
            "subnet-public-use1-az6",
            "subnet-private-use1-az4",
            "subnet-private-use1-az6",
            "subnet-private-use1-az1",
            "subnet-private-use1-az1-2");
  }

  /** They have the names of the nodes that would have made them. */
  @Test
  void the_customers_roles_are_all_that_there_are() {
    ResourceGraph<Clouds> ours = infrastructure(SPEC);
    ResourceGraph<Clouds> theirs = infrastructure(SPEC.toBuilder().roles(Roles.CUSTOMER).build());

    assertThat(theirs.nodes()).extracting(Node::name).isEqualTo(names(ours));
    assertThat(theirs.nodes()).extracting(node -> node.type().kind()).doesNotContain("Role");
    assertThat(theirs.nodes())
        .filteredOn(node -> node.role() instanceof Node.Adopted)
        .hasSize(InfrastructureRole.values().length)
        .allMatch(node -> node.name().startsWith("role-"));
  }

  private static List<String> names(ResourceGraph<Clouds> graph) {
    return graph.nodes().stream().map(Node::name).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pages")
  void the_same_arguments_give_the_same_graph(Page page) {
    assertThat(page.graph().get().toMermaid()).isEqualTo(page.graph().get().toMermaid());
  }

  private static ResourceGraph<Clouds> infrastructure(InfrastructureSpec spec) {
    InfrastructureNames names = names();
    Vendor vendor = new Vendor(() -> VendorRoles.in("999988887777"), TestCharts.STAND_INS);
    return InfrastructureGraph.of(
        spec,
        vendor.policies(names, MANAGEMENT, Optional.empty()),
        vendor.components(spec, names),
        Optional.empty());
  }

  private static ResourceGraph<Clouds> service(OptionalInt logRetentionDays) {
    ServiceNames names = names().service(new ShortName("abcdefghij"));
    ServiceDeployment deployment =
        new ServiceDeployment(
            names.service().value(),
            List.of(
                new Entrance(names.host(), List.of("0.0.0.0/0")),
                new Entrance(names.privateHost(), List.of("10.0.0.0/16"))),
            3,
            48,
            12,
            200,
            3,
            10,
            "25.8.30.16",
            "a".repeat(64),
            "https://s3.us-east-1.amazonaws.com/bucket/" + names.objectPrefix(),
            "us-east-1",
            "wildcard-certificate",
            new BackupPlan(
                "0 2 * * *",
                Duration.ofDays(1),
                "https://s3.us-east-1.amazonaws.com/bucket/" + names.objectPrefix(),
                List.of("10.0.0.0/16"),
                BackupPlan.Stage.ON_SCHEDULE),
            logRetentionDays);
    return ServiceGraph.of(
        names,
        MANAGEMENT.roleOf(names.infrastructure().role(InfrastructureRole.CH_S3)),
        deployment,
        Optional.of(new AwsService.PrivateWay("Z0123456789", "arn:balancer")));
  }

  private static InfrastructureNames names() {
    return SPEC.names(NamingScheme.standard());
  }
}
