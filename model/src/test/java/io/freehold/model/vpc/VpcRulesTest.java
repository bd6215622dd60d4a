package io.freehold.model.vpc;

import static io.freehold.model.vpc.Sample.A;
import static io.freehold.model.vpc.Sample.B;
import static io.freehold.model.vpc.Sample.C;
import static io.freehold.model.vpc.Sample.ENDPOINT;
import static io.freehold.model.vpc.Sample.GATEWAY;
import static io.freehold.model.vpc.Sample.NAMED;
import static io.freehold.model.vpc.Sample.NAT;
import static io.freehold.model.vpc.Sample.PUBLIC;
import static io.freehold.model.vpc.Sample.PUBLIC_TABLE;
import static io.freehold.model.vpc.Sample.REGION;
import static io.freehold.model.vpc.Sample.RIGHT;
import static io.freehold.model.vpc.Sample.TABLE;
import static io.freehold.model.vpc.Sample.VPC;
import static io.freehold.model.vpc.Sample.dns;
import static io.freehold.model.vpc.Sample.endpoints;
import static io.freehold.model.vpc.Sample.place;
import static io.freehold.model.vpc.Sample.ranges;
import static io.freehold.model.vpc.Sample.routes;
import static io.freehold.model.vpc.Sample.subnet;
import static io.freehold.model.vpc.Sample.subnetTag;
import static io.freehold.model.vpc.Sample.table;
import static io.freehold.model.vpc.Sample.vpcTags;
import static io.freehold.model.vpc.Sample.without;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.infrastructure.Network;
import io.freehold.model.name.ShortName;
import io.freehold.model.network.Cidr;
import io.freehold.model.network.Zone;
import io.freehold.model.vpc.VpcSurvey.Endpoint;
import io.freehold.model.vpc.VpcSurvey.Route;
import io.freehold.model.vpc.VpcSurvey.RouteTable;
import io.freehold.model.vpc.VpcSurvey.Subnet;
import io.freehold.model.vpc.VpcSurvey.Target;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VpcRulesTest {
  private static final String S3 = "com.amazonaws.us-east-1.s3";
  private static final String EVERYWHERE = "0.0.0.0/0";
  private static final String CREATE_ENDPOINT =
      "aws ec2 create-vpc-endpoint --region us-east-1 --vpc-id "
          + VPC
          + " --vpc-endpoint-type Gateway --service-name com.amazonaws.us-east-1.s3"
          + " --route-table-ids "
          + TABLE;

  /** One mistake, and all that is said of it. */
  record Mistake(
      String name,
      UnaryOperator<VpcSurvey> made,
      VpcRule rule,
      String resource,
      String found,
      String needed,
      String remedy) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Mistake> mistakes() {
    return Stream.of(
            aboutTheVpc(), aboutTags(), aboutPlaces(), aboutSizes(), aboutRoutes(), aboutS3())
        .flatMap(it -> it);
  }

  private static Stream<Mistake> aboutTheVpc() {
    return Stream.of(
        new Mistake(
            "no tag on the VPC",
            vpcTags(Map.of()),
            VpcRule.VPC_TAG,
            VPC,
            "no tag clickhouse-byoc",
            "clickhouse-byoc = 'true'",
            createTags(VPC, "Key=clickhouse-byoc,Value=true")),
        new Mistake(
            "the VPC's tag in another case",
            vpcTags(Map.of("clickhouse-byoc", "True")),
            VpcRule.VPC_TAG,
            VPC,
            "clickhouse-byoc = 'True', which is not the same to AWS",
            "clickhouse-byoc = 'true'",
            createTags(VPC, "Key=clickhouse-byoc,Value=true")),
        new Mistake(
            "the VPC's tag under another key",
            vpcTags(Map.of("ClickHouse-BYOC", "true")),
            VpcRule.VPC_TAG,
            VPC,
            "ClickHouse-BYOC = 'true', whose key is written otherwise",
            "clickhouse-byoc = 'true'",
            createTags(VPC, "Key=clickhouse-byoc,Value=true")),
        new Mistake(
            "no DNS host names",
            dns(true, false),
            VpcRule.VPC_DNS_HOSTNAMES,
            VPC,
            "enableDnsHostnames = false",
            "enableDnsHostnames = true",
            "aws ec2 modify-vpc-attribute --region us-east-1 --vpc-id "
                + VPC
                + " --enable-dns-hostnames '{\"Value\":true}'"),
        new Mistake(
            "no DNS support",
            dns(false, true),
            VpcRule.VPC_DNS_SUPPORT,
            VPC,
            "enableDnsSupport = false",
            "enableDnsSupport = true",
            "aws ec2 modify-vpc-attribute --region us-east-1 --vpc-id "
                + VPC
                + " --enable-dns-support '{\"Value\":true}'"),
        new Mistake(
            "a second range that the cluster takes for its services",
            ranges("10.9.0.0/20", "172.20.128.0/20"),
            VpcRule.VPC_SERVICE_RANGE,
            VPC,
            "172.20.128.0/20",
            "ranges apart from 172.20.0.0/16",
            "Name another VPC: a range that is in use cannot be changed."));
  }

  private static Stream<Mistake> aboutTags() {
    return Stream.of(
        new Mistake(
            "no mark on a subnet",
            subnetTag(A, "clickhouse-byoc", null),
            VpcRule.SUBNET_TAG,
            A,
            "no tag clickhouse-byoc",
            "clickhouse-byoc = 'true'",
            createTags(A, "Key=clickhouse-byoc,Value=true")),
        new Mistake(
            "a subnet's mark of another value",
            subnetTag(B, "clickhouse-byoc", "yes"),
            VpcRule.SUBNET_TAG,
            B,
            "clickhouse-byoc = 'yes'",
            "clickhouse-byoc = 'true'",
            createTags(B, "Key=clickhouse-byoc,Value=true")),
        new Mistake(
            "no role on a subnet",
            subnetTag(C, "kubernetes.io/role/internal-elb", null),
            VpcRule.SUBNET_ROLE_TAG,
            C,
            "no tag kubernetes.io/role/internal-elb",
            "kubernetes.io/role/internal-elb = '1'",
            createTags(C, "Key=kubernetes.io/role/internal-elb,Value=1")),
        new Mistake(
            "a subnet's role of another type",
            subnetTag(C, "kubernetes.io/role/internal-elb", "true"),
            VpcRule.SUBNET_ROLE_TAG,
            C,
            "kubernetes.io/role/internal-elb = 'true'",
            "kubernetes.io/role/internal-elb = '1'",
            createTags(C, "Key=kubernetes.io/role/internal-elb,Value=1")));
  }

  private static Stream<Mistake> aboutPlaces() {
    String list = "aws ec2 describe-subnets --region us-east-1 --filters Name=vpc-id,Values=" + VPC;
    return Stream.of(
        new Mistake(
            "another zone than the one that was named",
            place(B, VPC, "use1-az5", 500),
            VpcRule.SUBNET_ZONE,
            B,
            "use1-az5",
            "use1-az2, as it was named",
            list),
        new Mistake(
            "two public subnets in one zone",
            all -> all, // named so: see below
            VpcRule.PUBLIC_SUBNET_ZONES,
            "use1-az1",
            PUBLIC + " and subnet-0eeeeeeeeeeeeeeee in one zone",
            "one public subnet of each zone",
            "Name one of them only."));
  }

  private static Stream<Mistake> aboutSizes() {
    return Stream.of(
        new Mistake(
            "a small subnet",
            subnet(A, it -> Sample.subnet(A, "use1-az1", "10.9.0.0/24")),
            VpcRule.SUBNET_SIZE,
            A,
            "/24 (256 addresses)",
            "/23 or larger (512 addresses)",
            createSubnet("use1-az1", "10.9.10.0/23")),
        new Mistake(
            "a subnet with IPv6 only",
            subnet(
                A,
                it -> new Subnet(A, VPC, "us-east-1a", "use1-az1", Optional.empty(), 0, it.tags())),
            VpcRule.SUBNET_SIZE,
            A,
            "no IPv4 range",
            "/23 or larger (512 addresses)",
            createSubnet("use1-az1", "10.9.0.0/23")),
        new Mistake(
            "too few free addresses",
            place(A, VPC, "use1-az1", 127),
            VpcRule.SUBNET_ADDRESSES,
            A,
            "127 free addresses",
            "at least 128",
            createSubnet("use1-az1", "10.9.10.0/23")));
  }

  private static Stream<Mistake> aboutRoutes() {
    String toTheOther =
        "aws ec2 replace-route-table-association --region us-east-1 --association-id rtbassoc-a"
            + " --route-table-id rtb-0eeeeeeeeeeeeeeee";
    return Stream.of(
        new Mistake(
            "public in truth",
            ownTable(new Route(EVERYWHERE, Target.INTERNET_GATEWAY, GATEWAY, true)),
            VpcRule.SUBNET_PRIVATE,
            A,
            TABLE + " routes 0.0.0.0/0 to " + GATEWAY + ": public in truth",
            "no route to an internet gateway",
            toTheOther),
        new Mistake(
            "public for some addresses, and by IPv6",
            ownTable(
                new Route(EVERYWHERE, Target.NAT_GATEWAY, NAT, true),
                new Route("::/0", Target.INTERNET_GATEWAY, GATEWAY, true)),
            VpcRule.SUBNET_PRIVATE,
            A,
            TABLE + " routes ::/0 to " + GATEWAY + ": public in truth",
            "no route to an internet gateway",
            toTheOther),
        new Mistake(
            "no way out",
            ownTable(),
            VpcRule.SUBNET_WAY_OUT,
            A,
            TABLE + " has no route 0.0.0.0/0",
            "a route 0.0.0.0/0 to a NAT gateway, a transit gateway or the like",
            toTheOther),
        new Mistake(
            "a way out that is gone",
            ownTable(new Route(EVERYWHERE, Target.NAT_GATEWAY, NAT, false)),
            VpcRule.SUBNET_WAY_OUT,
            A,
            TABLE + " routes 0.0.0.0/0 to " + NAT + ", which is gone (blackhole)",
            "a route 0.0.0.0/0 to a NAT gateway, a transit gateway or the like",
            toTheOther),
        new Mistake(
            "a way out that leads into another VPC only",
            ownTable(new Route(EVERYWHERE, Target.PEERING, "pcx-1", true)),
            VpcRule.SUBNET_WAY_OUT,
            A,
            TABLE + " routes 0.0.0.0/0 to pcx-1, which does not lead to the internet",
            "a route 0.0.0.0/0 to a NAT gateway, a transit gateway or the like",
            toTheOther),
        new Mistake(
            "a public subnet that is not",
            routes(PUBLIC_TABLE, new Route(EVERYWHERE, Target.NAT_GATEWAY, NAT, true)),
            VpcRule.PUBLIC_SUBNET_ROUTE,
            PUBLIC,
            PUBLIC_TABLE + " has no route 0.0.0.0/0 to an internet gateway",
            "a route 0.0.0.0/0 to the VPC's internet gateway",
            "aws ec2 replace-route --region us-east-1 --route-table-id "
                + PUBLIC_TABLE
                + " --destination-cidr-block 0.0.0.0/0 --gateway-id <the VPC's internet gateway>"));
  }

  private static Stream<Mistake> aboutS3() {
    return Stream.of(
        new Mistake(
            "no endpoint",
            endpoints(),
            VpcRule.S3_ENDPOINT,
            VPC,
            "no endpoint for S3",
            "an endpoint of the gateway kind for " + S3,
            CREATE_ENDPOINT),
        new Mistake(
            "an endpoint of the interface kind",
            endpoints(new Endpoint(ENDPOINT, "Interface", S3, "available", Set.of())),
            VpcRule.S3_ENDPOINT,
            VPC,
            ENDPOINT + ", which is of the kind Interface",
            "an endpoint of the gateway kind for " + S3,
            CREATE_ENDPOINT),
        new Mistake(
            "an endpoint for another service",
            endpoints(
                new Endpoint(ENDPOINT, "Gateway", S3 + "express", "available", Set.of(TABLE))),
            VpcRule.S3_ENDPOINT,
            VPC,
            ENDPOINT + ", which is for com.amazonaws.us-east-1.s3express",
            "an endpoint of the gateway kind for " + S3,
            CREATE_ENDPOINT),
        new Mistake(
            "an endpoint for another region",
            endpoints(
                new Endpoint(
                    ENDPOINT, "Gateway", "com.amazonaws.eu-west-1.s3", "available", Set.of(TABLE))),
            VpcRule.S3_ENDPOINT,
            VPC,
            ENDPOINT + ", which is for com.amazonaws.eu-west-1.s3",
            "an endpoint of the gateway kind for " + S3,
            CREATE_ENDPOINT),
        new Mistake(
            "an endpoint that is going",
            endpoints(new Endpoint(ENDPOINT, "Gateway", S3, "deleting", Set.of(TABLE))),
            VpcRule.S3_ENDPOINT,
            VPC,
            ENDPOINT + ", which is deleting",
            "an endpoint of the gateway kind for " + S3,
            CREATE_ENDPOINT),
        new Mistake(
            "an endpoint without the subnets' table",
            endpoints(new Endpoint(ENDPOINT, "Gateway", S3, "available", Set.of(PUBLIC_TABLE))),
            VpcRule.S3_ENDPOINT_ROUTES,
            TABLE,
            "the route table of %s, %s, %s, without a route to %s".formatted(A, B, C, ENDPOINT),
            "the endpoint associated with the route table of every private subnet",
            "aws ec2 modify-vpc-endpoint --region us-east-1 --vpc-endpoint-id "
                + ENDPOINT
                + " --add-route-table-ids "
                + TABLE));
  }

  @Test
  void a_vpc_as_it_should_be_is_not_spoken_of() {
    assertThat(check(RIGHT)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void each_mistake_is_found_and_nothing_else_with_the_command_that_mends_it(Mistake mistake) {
    List<VpcFinding> found =
        mistake.rule() == VpcRule.PUBLIC_SUBNET_ZONES
            ? twoPublicSubnetsInOneZone()
            : check(mistake.made().apply(RIGHT));

    assertThat(found)
        .containsExactly(
            new VpcFinding(
                mistake.rule(),
                mistake.resource(),
                mistake.found(),
                mistake.needed(),
                mistake.remedy()));
    assertThat(mistake.rule().reason()).endsWith(".");
  }

  @Test
  void every_rule_has_a_mistake_that_breaks_it() {
    Set<VpcRule> broken = EnumSet.of(VpcRule.VPC_EXISTS, VpcRule.THREE_ZONES); // tests of their own
    broken.addAll(Set.of(VpcRule.SUBNET_EXISTS, VpcRule.SUBNET_IN_VPC));
    mistakes().forEach(mistake -> broken.add(mistake.rule()));
    assertThat(broken).containsExactlyInAnyOrder(VpcRule.values());
  }

  @Test
  void ids_are_stable() {
    assertThat(Arrays.stream(VpcRule.values()).map(VpcRule::id))
        .containsExactly(
            "vpc-exists",
            "vpc-tag",
            "vpc-dns-support",
            "vpc-dns-hostnames",
            "vpc-service-range",
            "three-zones",
            "subnet-exists",
            "subnet-in-vpc",
            "subnet-zone",
            "subnet-size",
            "subnet-addresses",
            "subnet-tag",
            "subnet-role-tag",
            "subnet-private",
            "subnet-way-out",
            "s3-endpoint",
            "s3-endpoint-routes",
            "public-subnet-route",
            "public-subnet-zones");
  }

  @Test
  void a_vpc_that_is_not_there_is_the_one_finding_of_the_vpc() {
    VpcSurvey nothing = new VpcSurvey(Optional.empty(), List.of(), List.of(), List.of());

    assertThat(rules(check(nothing)))
        .containsExactly(
            "vpc-exists " + VPC,
            "subnet-exists " + A,
            "subnet-exists " + B,
            "subnet-exists " + C,
            "subnet-exists " + PUBLIC,
            "three-zones " + VPC);
  }

  @Test
  void a_subnet_of_another_vpc_or_of_none_does_not_count() {
    VpcSurvey survey =
        without(C).apply(place(B, "vpc-0ffffffffffffffff", "use1-az2", 500).apply(RIGHT));
    List<VpcFinding> found = check(survey);

    assertThat(rules(found))
        .containsExactly("subnet-in-vpc " + B, "subnet-exists " + C, "three-zones " + VPC);
    assertThat(found.getFirst().found()).isEqualTo("a subnet of vpc-0ffffffffffffffff");
    assertThat(found.getLast().found())
        .isEqualTo("1 private subnets in 1 zones: use1-az1 (%s)".formatted(A));
  }

  @Test
  void doubled_zones_are_explained_and_the_missing_subnet_is_made_where_there_is_none() {
    List<VpcFinding> found =
        VpcRules.check(
            REGION,
            new Network.Customer(
                VPC,
                List.of(
                    new Network.Subnet(A, "use1-az1"),
                    new Network.Subnet(B, "use1-az1"),
                    new Network.Subnet(C, "use1-az4")),
                List.of()),
            place(B, VPC, "use1-az1", 500).apply(RIGHT));

    assertThat(found)
        .containsExactly(
            new VpcFinding(
                VpcRule.THREE_ZONES,
                VPC,
                "3 private subnets in 2 zones: use1-az1 (%s, %s), use1-az4 (%s)".formatted(A, B, C),
                "at least 3 private subnets in at least 3 zones",
                createSubnet("use1-az2", "10.9.10.0/23")));
  }

  @Test
  void a_fourth_subnet_in_a_zone_that_has_one_is_no_mistake() {
    VpcSurvey survey = withSubnet("subnet-0eeeeeeeeeeeeeeee", "use1-az4").apply(RIGHT);
    survey =
        table(
                TABLE,
                it ->
                    new RouteTable(
                        it.id(),
                        it.main(),
                        Map.of(A, "1", B, "2", C, "3", "subnet-0eeeeeeeeeeeeeeee", "rtbassoc-e"),
                        it.routes()))
            .apply(survey);
    Network.Customer named =
        new Network.Customer(
            VPC,
            Stream.concat(
                    NAMED.privateSubnets().stream(),
                    Stream.of(new Network.Subnet("subnet-0eeeeeeeeeeeeeeee", "use1-az4")))
                .toList(),
            List.of());

    assertThat(VpcRules.check(REGION, named, survey)).isEmpty();
  }

  @Test
  void a_subnet_without_a_table_of_its_own_goes_by_the_main_one() {
    VpcSurvey survey =
        table(
                TABLE,
                it ->
                    new RouteTable(
                        it.id(), false, Map.of(B, "rtbassoc-b", C, "rtbassoc-c"), it.routes()))
            .apply(RIGHT);

    List<VpcFinding> found = check(survey);

    assertThat(rules(found))
        .containsExactly("subnet-private " + A, "s3-endpoint-routes " + PUBLIC_TABLE);
    assertThat(found.getFirst().remedy())
        .isEqualTo(
            "aws ec2 associate-route-table --region us-east-1 --subnet-id %s --route-table-id %s"
                .formatted(A, TABLE));
  }

  @Test
  void where_no_table_leads_out_the_owner_chooses_the_gateway() {
    List<VpcFinding> found = check(routes(TABLE).apply(RIGHT));

    assertThat(rules(found))
        .containsExactly("subnet-way-out " + A, "subnet-way-out " + B, "subnet-way-out " + C);
    assertThat(found.getFirst().remedy())
        .isEqualTo(
            "aws ec2 create-route --region us-east-1 --route-table-id %s --destination-cidr-block 0.0.0.0/0 --nat-gateway-id <a NAT gateway in a public subnet>"
                .formatted(TABLE));
  }

  @ParameterizedTest
  @MethodSource("waysOut")
  void any_way_out_will_do(List<Route> routes) {
    assertThat(check(routes(TABLE, routes.toArray(Route[]::new)).apply(RIGHT))).isEmpty();
  }

  static Stream<List<Route>> waysOut() {
    return Stream.concat(
        Stream.of(
                Target.NAT_GATEWAY,
                Target.TRANSIT_GATEWAY,
                Target.VPN_GATEWAY,
                Target.NETWORK_INTERFACE,
                Target.ENDPOINT,
                Target.OTHER)
            .map(target -> List.of(new Route(EVERYWHERE, target, "x-1", true))),
        // As some firewalls want it.
        Stream.of(
            List.of(
                new Route("0.0.0.0/1", Target.TRANSIT_GATEWAY, "tgw-1", true),
                new Route("128.0.0.0/1", Target.TRANSIT_GATEWAY, "tgw-1", true))));
  }

  @Test
  void several_mistakes_are_told_at_once() {
    UnaryOperator<VpcSurvey> all =
        Stream.of(
                vpcTags(Map.of("clickhouse-byoc", "TRUE")),
                dns(false, false),
                subnetTag(A, "kubernetes.io/role/internal-elb", "one"),
                place(B, VPC, "use1-az2", 3),
                routes(TABLE, new Route(EVERYWHERE, Target.NAT_GATEWAY, NAT, false)),
                endpoints())
            .reduce(it -> it, (first, then) -> it -> then.apply(first.apply(it)));
    VpcSurvey survey =
        Sample.vpc(it ->
                new VpcSurvey.Vpc(VPC, it.cidrs(), Map.of("clickhouse-byoc", "TRUE"), false, false))
            .apply(all.apply(RIGHT));

    assertThat(check(survey).stream().map(it -> it.rule().id()).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(
            "vpc-tag",
            "vpc-dns-support",
            "vpc-dns-hostnames",
            "subnet-role-tag",
            "subnet-addresses",
            "subnet-way-out",
            "s3-endpoint");
  }

  @Test
  void where_nothing_is_free_the_owner_chooses_a_range() {
    VpcSurvey full = place(A, VPC, "use1-az1", 1).apply(ranges("10.9.0.0/21").apply(RIGHT));

    assertThat(check(full).getFirst().remedy())
        .contains("--cidr-block <a free range, /23 or larger>");
  }

  @Test
  void the_infrastructures_own_use_of_addresses_breaks_no_lasting_rule() {
    assertThat(check(place(A, VPC, "use1-az1", 0).apply(RIGHT)))
        .singleElement()
        .returns(false, it -> it.rule().isLasting());
    assertThat(Arrays.stream(VpcRule.values()).filter(rule -> !rule.isLasting()))
        .containsExactly(VpcRule.SUBNET_ADDRESSES);
  }

  @Test
  void a_finding_in_one_line_has_everything_in_it() {
    assertThat(check(endpoints().apply(RIGHT)).getFirst().message())
        .isEqualTo(
            "s3-endpoint %s: found no endpoint for S3, needed an endpoint of the gateway kind for %s; mend it with: %s"
                .formatted(VPC, S3, CREATE_ENDPOINT));
  }

  @Test
  void an_infrastructure_is_judged_by_the_network_that_it_names() {
    List<Zone> zones =
        List.of(
            Zone.of(REGION, "us-east-1a", "use1-az1"),
            Zone.of(REGION, "us-east-1b", "use1-az2"),
            Zone.of(REGION, "us-east-1c", "use1-az4"));
    InfrastructureSpec.Builder spec =
        InfrastructureSpec.builder(new ShortName("mhp0y4dmph"), "123456789012", REGION, zones);
    VpcSurvey broken = endpoints().apply(RIGHT);

    assertThat(VpcRules.check(spec.build(), broken)).isEmpty();
    assertThat(
            rules(
                VpcRules.check(
                    spec.network(NAMED).vpcCidr(Cidr.parse("10.9.0.0/20")).build(), broken)))
        .containsExactly("s3-endpoint " + VPC);
  }

  private static List<VpcFinding> twoPublicSubnetsInOneZone() {
    String other = "subnet-0eeeeeeeeeeeeeeee";
    return VpcRules.check(
        REGION,
        new Network.Customer(
            VPC,
            NAMED.privateSubnets(),
            List.of(new Network.Subnet(PUBLIC, "use1-az1"), new Network.Subnet(other, "use1-az1"))),
        withSubnet(other, "use1-az1").apply(RIGHT));
  }

  private static UnaryOperator<VpcSurvey> withSubnet(String id, String zone) {
    return all ->
        new VpcSurvey(
            all.vpc(),
            Stream.concat(
                    all.subnets().stream(), Stream.of(Sample.subnet(id, zone, "10.9.12.0/23")))
                .toList(),
            all.tables(),
            all.endpoints());
  }

  /** The first subnet has a table with these routes; the others have one that leads out. */
  private static UnaryOperator<VpcSurvey> ownTable(Route... routes) {
    RouteTable others =
        new RouteTable(
            "rtb-0eeeeeeeeeeeeeeee",
            false,
            Map.of(B, "rtbassoc-b", C, "rtbassoc-c"),
            List.of(new Route(EVERYWHERE, Target.NAT_GATEWAY, NAT, true)));
    return all -> {
      VpcSurvey changed =
          table(TABLE, it -> new RouteTable(TABLE, false, Map.of(A, "rtbassoc-a"), List.of(routes)))
              .apply(all);
      return new VpcSurvey(
          changed.vpc(),
          changed.subnets(),
          Stream.concat(changed.tables().stream(), Stream.of(others)).toList(),
          List.of(new Endpoint(ENDPOINT, "Gateway", S3, "available", Set.of(TABLE, others.id()))));
    };
  }

  private static List<VpcFinding> check(VpcSurvey survey) {
    return VpcRules.check(REGION, NAMED, survey);
  }

  private static List<String> rules(List<VpcFinding> findings) {
    return findings.stream().map(it -> it.rule().id() + " " + it.resource()).toList();
  }

  private static String createTags(String resource, String tag) {
    return "aws ec2 create-tags --region us-east-1 --resources %s --tags %s"
        .formatted(resource, tag);
  }

  private static String createSubnet(String zone, String cidr) {
    return ("aws ec2 create-subnet --region us-east-1 --vpc-id %s --availability-zone-id %s"
            + " --cidr-block %s --tag-specifications"
            + " 'ResourceType=subnet,Tags=[{Key=clickhouse-byoc,Value=true},{Key=kubernetes.io/role/internal-elb,Value=1}]'")
        .formatted(VPC, zone, cidr);
  }
}
