package io.freehold.aws.network.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.aws.contract.Backends;
import io.freehold.aws.contract.Ground;
import io.freehold.aws.network.ElasticIp;
import io.freehold.aws.network.GatewayEndpoint;
import io.freehold.aws.network.InternetGateway;
import io.freehold.aws.network.NatGateway;
import io.freehold.aws.network.RouteTable;
import io.freehold.aws.network.Subnet;
import io.freehold.aws.network.Vpc;
import io.freehold.aws.session.AwsSession;
import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.infrastructure.LoadBalancers;
import io.freehold.model.infrastructure.Network;
import io.freehold.model.name.ShortName;
import io.freehold.model.network.Cidr;
import io.freehold.model.network.Zone;
import io.freehold.model.vpc.VpcFinding;
import io.freehold.model.vpc.VpcRule;
import io.freehold.model.vpc.VpcRules;
import io.freehold.model.vpc.VpcSurvey;
import io.freehold.simulator.aws.ec2.VpcSnapshot;
import io.freehold.simulator.customer.ExistingVpc;
import io.freehold.simulator.customer.Mistake;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;

/** What a VPC of the simulated AWS is found to be. */
class VpcReaderTest {
  private static final String REGION = "us-east-1";

  /** After so many rounds of mending what is told, nothing more may be told. */
  private static final int ROUNDS = 4;

  private final Ground ground = Ground.on(Backends.SIMULATOR);
  private final AwsSession aws = ground.aws();

  private ExistingVpc build(Mistake... mistakes) {
    return ExistingVpc.build(ground.simulator(), aws.accountId(), REGION, mistakes);
  }

  private static Network.Customer named(ExistingVpc there, List<String> privateSubnets) {
    List<Network.Subnet> subnets = new ArrayList<>();
    for (int i = 0; i < privateSubnets.size(); i++) {
      subnets.add(new Network.Subnet(privateSubnets.get(i), there.zoneIds().get(i)));
    }
    return new Network.Customer(there.vpcId(), subnets, List.of());
  }

  private List<VpcFinding> findings(ExistingVpc there) {
    Network.Customer network =
        new Network.Customer(
            there.vpcId(),
            named(there, there.privateSubnetIds()).privateSubnets(),
            there.publicSubnetIds().stream().map(id -> new Network.Subnet(id, zone(id))).toList());
    InfrastructureSpec spec =
        InfrastructureSpec.builder(
                new ShortName("abcdefghij"),
                aws.accountId(),
                REGION,
                List.of(Zone.of(REGION, "us-east-1a", "use1-az1")))
            .network(network)
            .vpcCidr(Cidr.parse("10.20.0.0/16"))
            .loadBalancers(LoadBalancers.PRIVATE_ONLY)
            .build();
    return VpcReader.findings(aws, spec);
  }

  private String zone(String subnetId) {
    return aws.ec2()
        .describeSubnets(r -> r.subnetIds(subnetId))
        .subnets()
        .getFirst()
        .availabilityZoneId();
  }

  private static Set<VpcRule> expected(Mistake mistake) {
    return switch (mistake) {
      case VPC_TAG_MISSING, VPC_TAG_IN_WRONG_CASE -> Set.of(VpcRule.VPC_TAG);
      case SUBNET_TAG_MISSING, SUBNET_TAG_IN_WRONG_CASE -> Set.of(VpcRule.SUBNET_TAG);
      case ROLE_TAG_MISSING, ROLE_TAG_OF_WRONG_TYPE -> Set.of(VpcRule.SUBNET_ROLE_TAG);
      case TWO_ZONES_ONLY -> Set.of(VpcRule.THREE_ZONES);
      case SUBNET_TOO_SMALL -> Set.of(VpcRule.SUBNET_SIZE);
      case TOO_FEW_FREE_ADDRESSES -> Set.of(VpcRule.SUBNET_ADDRESSES);
      case ROUTE_TO_INTERNET_GATEWAY -> Set.of(VpcRule.SUBNET_PRIVATE);
      case NO_WAY_OUT, NAT_GATEWAY_GONE -> Set.of(VpcRule.SUBNET_WAY_OUT);
      case ENDPOINT_MISSING, ENDPOINT_OF_INTERFACE_TYPE -> Set.of(VpcRule.S3_ENDPOINT);
      case ENDPOINT_NOT_ASSOCIATED, ENDPOINT_MISSES_ONE_TABLE -> Set.of(VpcRule.S3_ENDPOINT_ROUTES);
      case DNS_HOSTNAMES_OFF -> Set.of(VpcRule.VPC_DNS_HOSTNAMES);
      case DNS_SUPPORT_OFF -> Set.of(VpcRule.VPC_DNS_SUPPORT, VpcRule.VPC_DNS_HOSTNAMES);
    };
  }

  @Test
  void a_vpc_as_it_should_be_breaks_no_rule() {
    assertThat(findings(build())).isEmpty();
  }

  @Test
  void subnets_on_the_main_table_go_by_it() {
    ExistingVpc there =
        ExistingVpc.build(
            ground.simulator(),
            aws.accountId(),
            REGION,
            ExistingVpc.Layout.STANDARD.onTheMainTable());
    assertThat(findings(there)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Mistake.class)
  void each_mistake_is_found_alone_and_the_commands_told_mend_it(Mistake mistake) {
    ExistingVpc there = build(mistake);

    List<VpcFinding> found = findings(there);
    assertThat(found.stream().map(VpcFinding::rule).collect(Collectors.toSet()))
        .isEqualTo(expected(mistake));

    List<String> subnets = new ArrayList<>(there.privateSubnetIds());
    List<VpcFinding> left = check(there, subnets);
    for (int i = 0; i < ROUNDS && !left.isEmpty(); i++) {
      for (VpcFinding finding : left) {
        finding.remedy().lines().forEach(line -> mend(finding, line, subnets));
      }
      ground.letPass(Duration.ofMinutes(5));
      left = check(there, subnets);
    }
    assertThat(left).isEmpty();
  }

  /** Without the names of zones: a subnet may have been made in another one. */
  private List<VpcFinding> check(ExistingVpc there, List<String> subnets) {
    Network.Customer network =
        new Network.Customer(
            there.vpcId(),
            subnets.stream().map(id -> new Network.Subnet(id, zone(id))).toList(),
            List.of());
    return VpcRules.check(REGION, network, VpcReader.read(aws, there.vpcId(), Set.of()));
  }

  private void mend(VpcFinding finding, String line, List<String> subnets) {
    Optional<String> made = AwsCommand.parse(line).run(aws.ec2());
    if (made.isPresent()) {
      // A better subnet takes the place of the one that was wrong.
      int wrong = subnets.indexOf(finding.resource());
      subnets.set(wrong < 0 ? 0 : wrong, made.get());
    }
  }

  /** The one place where the rules for customers meet what we make ourselves. */
  @ParameterizedTest
  @EnumSource(Backends.class)
  void a_vpc_as_we_make_our_own_breaks_no_rule_for_customers(Backends backend) {
    Ground here = Ground.on(backend);
    List<String> zones = here.zoneIds().subList(0, 3);
    String vpcId = here.make("vpc", Vpc.TYPE, new Vpc("10.0.0.0/16")).id();
    List<String> subnets = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      subnets.add(
          here.make(
                  "private-" + i,
                  Subnet.TYPE,
                  new Subnet(vpcId, zones.get(i), "10.0." + 2 * i + ".0/23", Subnet.Access.PRIVATE))
              .id());
    }
    String open =
        here.make(
                "public",
                Subnet.TYPE,
                new Subnet(vpcId, zones.getFirst(), "10.0.64.0/24", Subnet.Access.PUBLIC))
            .id();
    String gateway = here.make("gateway", InternetGateway.TYPE, new InternetGateway(vpcId)).id();
    here.make(
        "routes-public",
        RouteTable.TYPE,
        new RouteTable(vpcId, Map.of("0.0.0.0/0", gateway), Set.of(open)));
    String address = here.make("address", ElasticIp.TYPE, new ElasticIp()).allocationId();
    String nat = here.make("nat", NatGateway.TYPE, new NatGateway(open, address)).id();
    String table =
        here.make(
                "routes-private",
                RouteTable.TYPE,
                new RouteTable(vpcId, Map.of("0.0.0.0/0", nat), Set.copyOf(subnets)))
            .id();
    Network.Customer named =
        new Network.Customer(
            vpcId,
            IntStream.range(0, 3)
                .mapToObj(i -> new Network.Subnet(subnets.get(i), zones.get(i)))
                .toList(),
            List.of(new Network.Subnet(open, zones.getFirst())));
    assertThat(VpcRules.check(REGION, named, VpcReader.read(here.aws(), vpcId, Set.of())))
        .extracting(VpcFinding::rule)
        .containsExactly(VpcRule.S3_ENDPOINT);

    here.make(
        "endpoint",
        GatewayEndpoint.TYPE,
        new GatewayEndpoint(vpcId, "com.amazonaws.us-east-1.s3", Set.of(table)));
    assertThat(VpcRules.check(REGION, named, VpcReader.read(here.aws(), vpcId, Set.of())))
        .isEmpty();
  }

  @Test
  void several_mistakes_are_found_in_one_look() {
    List<VpcFinding> found =
        findings(
            build(
                Mistake.VPC_TAG_MISSING,
                Mistake.ROLE_TAG_OF_WRONG_TYPE,
                Mistake.ENDPOINT_MISSING,
                Mistake.NO_WAY_OUT));

    assertThat(found)
        .extracting(VpcFinding::rule)
        .containsExactlyInAnyOrder(
            VpcRule.VPC_TAG, VpcRule.SUBNET_ROLE_TAG, VpcRule.S3_ENDPOINT, VpcRule.SUBNET_WAY_OUT);
  }

  @Test
  void reading_takes_six_calls_changes_nothing_and_needs_no_other_permission() {
    ExistingVpc there = build();
    VpcSnapshot before = there.snapshot(ground.simulator());
    AwsSession reader = ground.within(ground.simulator(), VpcReader.ACTIONS).aws();
    ground.simulator().callLog().clear();

    VpcSurvey survey = VpcReader.read(reader, there.vpcId(), Set.copyOf(there.privateSubnetIds()));

    assertThat(survey.vpc()).isPresent();
    assertThat(survey.subnets()).hasSize(6);
    assertThat(
            ground.simulator().callLog().records().stream()
                .filter(call -> call.action().startsWith("ec2:")))
        .hasSize(6)
        .noneMatch(call -> call.mutating());
    assertThat(there.snapshot(ground.simulator())).isEqualTo(before);
  }

  @Test
  void a_vpc_that_is_not_there_and_subnets_of_another_are_found_to_be_so() {
    ExistingVpc there = build();
    String nowhere = "vpc-0123456789abcdef0";

    VpcSurvey survey = VpcReader.read(aws, nowhere, Set.of(there.privateSubnetIds().getFirst()));

    assertThat(survey.vpc()).isEmpty();
    assertThat(survey.subnets()).singleElement().returns(there.vpcId(), VpcSurvey.Subnet::vpcId);
    assertThat(survey.tables()).isEmpty();
  }

  @Test
  void what_is_read_is_what_is_there() {
    ExistingVpc there = build();
    aws.ec2()
        .createVpcEndpoint(r ->
            r.vpcId(there.vpcId())
                .vpcEndpointType(VpcEndpointType.GATEWAY)
                .serviceName("com.amazonaws.us-east-1.dynamodb")
                .routeTableIds(there.publicRouteTableId()));
    ground.letPass(Duration.ofMinutes(1));

    VpcSurvey survey = VpcReader.read(aws, there.vpcId(), Set.of());

    assertThat(survey.vpc().orElseThrow().cidrs()).containsExactly(Cidr.parse("10.20.0.0/16"));
    assertThat(survey.vpc().orElseThrow().tags()).containsEntry("clickhouse-byoc", "true");
    VpcSurvey.Subnet first = survey.subnet(there.privateSubnetIds().getFirst()).orElseThrow();
    assertThat(first.zoneId()).isEqualTo(there.zoneIds().getFirst());
    assertThat(first.freeAddresses()).isEqualTo(507);
    assertThat(first.cidr()).contains(Cidr.parse("10.20.0.0/23"));
    VpcSurvey.RouteTable table = survey.tableOf(first.id()).orElseThrow();
    assertThat(table.id()).isEqualTo(there.routeTableIds().getFirst());
    assertThat(table.routes())
        .contains(
            new VpcSurvey.Route(
                "0.0.0.0/0", VpcSurvey.Target.NAT_GATEWAY, there.natGatewayIds().getFirst(), true))
        .anyMatch(route -> route.target() == VpcSurvey.Target.ENDPOINT);
    assertThat(survey.tableOf("subnet-0123456789abcdef0").orElseThrow().main()).isTrue();
    assertThat(survey.endpoints())
        .contains(
            new VpcSurvey.Endpoint(
                there.endpointId().orElseThrow(),
                "Gateway",
                "com.amazonaws.us-east-1.s3",
                "available",
                Set.copyOf(there.routeTableIds())))
        .hasSize(2);
  }

  @Test
  void only_what_must_last_makes_a_vpc_unfit_and_the_failure_says_what_mends_it() {
    ExistingVpc full = build(Mistake.TOO_FEW_FREE_ADDRESSES);
    assertThat(CustomerVpc.unfit(spec(full), VpcReader.read(aws, full.vpcId(), Set.of()), Set.of()))
        .isEmpty();

    String endpoint = full.endpointId().orElseThrow();
    aws.ec2().deleteVpcEndpoints(r -> r.vpcEndpointIds(endpoint));
    assertThat(CustomerVpc.unfit(spec(full), VpcReader.read(aws, full.vpcId(), Set.of()), Set.of()))
        .hasValueSatisfying(failure -> {
          assertThat(failure.code()).isEqualTo("customer-vpc-unfit");
          assertThat(failure.kind().passesByItself()).isFalse();
          assertThat(failure.message())
              .contains("s3-endpoint " + full.vpcId())
              .contains("aws ec2 create-vpc-endpoint");
        });
  }

  private InfrastructureSpec spec(ExistingVpc there) {
    List<Zone> zones =
        Stream.of("a", "b", "c")
            .map(letter -> Zone.of(REGION, REGION + letter, "use1-az" + (letter.charAt(0) - 96)))
            .toList();
    return InfrastructureSpec.builder(new ShortName("abcdefghij"), aws.accountId(), REGION, zones)
        .network(named(there, there.privateSubnetIds()))
        .vpcCidr(Cidr.parse("10.20.0.0/16"))
        .tags(Map.of())
        .build();
  }

  @Test
  void a_kind_that_is_never_ours_cannot_be_made_or_deleted() {
    assertThat(CustomerVpc.TYPE.actions()).isEqualTo(VpcReader.ACTIONS);
    assertThatThrownBy(() -> CustomerVpc.TYPE.delete(aws, "vpc-0123456789abcdef0"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(CustomerVpc.TYPE.observe(aws, Set.of("vpc-0123456789abcdef0"))).isEmpty();
  }
}
