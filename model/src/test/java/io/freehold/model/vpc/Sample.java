package io.freehold.model.vpc;

import io.freehold.model.infrastructure.Network;
import io.freehold.model.network.Cidr;
import io.freehold.model.vpc.VpcSurvey.Endpoint;
import io.freehold.model.vpc.VpcSurvey.Route;
import io.freehold.model.vpc.VpcSurvey.RouteTable;
import io.freehold.model.vpc.VpcSurvey.Subnet;
import io.freehold.model.vpc.VpcSurvey.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A VPC that breaks no rule, and changes of it. */
final class Sample {
  static final String REGION = "us-east-1";
  static final String VPC = "vpc-0aaaaaaaaaaaaaaaa";
  static final String A = "subnet-0aaaaaaaaaaaaaaaa";
  static final String B = "subnet-0bbbbbbbbbbbbbbbb";
  static final String C = "subnet-0cccccccccccccccc";
  static final String PUBLIC = "subnet-0dddddddddddddddd";
  static final String TABLE = "rtb-0aaaaaaaaaaaaaaaa";
  static final String PUBLIC_TABLE = "rtb-0dddddddddddddddd";
  static final String ENDPOINT = "vpce-0aaaaaaaaaaaaaaaa";
  static final String NAT = "nat-0aaaaaaaaaaaaaaaa";
  static final String GATEWAY = "igw-0aaaaaaaaaaaaaaaa";

  static final Network.Customer NAMED =
      new Network.Customer(
          VPC,
          List.of(
              new Network.Subnet(A, "use1-az1"),
              new Network.Subnet(B, "use1-az2"),
              new Network.Subnet(C, "use1-az4")),
          List.of(new Network.Subnet(PUBLIC, "use1-az1")));

  /** Private subnets with one table, a public one with the main table. */
  static final VpcSurvey RIGHT =
      new VpcSurvey(
          Optional.of(
              new VpcSurvey.Vpc(
                  VPC,
                  List.of(Cidr.parse("10.9.0.0/20")),
                  Map.of("clickhouse-byoc", "true", "Name", "shared"),
                  true,
                  true)),
          List.of(
              subnet(A, "use1-az1", "10.9.0.0/23"),
              subnet(B, "use1-az2", "10.9.2.0/23"),
              subnet(C, "use1-az4", "10.9.4.0/22"),
              subnet(PUBLIC, "use1-az1", "10.9.8.0/26")),
          List.of(
              new RouteTable(
                  TABLE,
                  false,
                  Map.of(A, "rtbassoc-a", B, "rtbassoc-b", C, "rtbassoc-c"),
                  List.of(
                      new Route("10.9.0.0/20", Target.LOCAL, "local", true),
                      new Route("pl-63a5400a", Target.ENDPOINT, ENDPOINT, true),
                      new Route("0.0.0.0/0", Target.NAT_GATEWAY, NAT, true))),
              new RouteTable(
                  PUBLIC_TABLE,
                  true,
                  Map.of(),
                  List.of(new Route("0.0.0.0/0", Target.INTERNET_GATEWAY, GATEWAY, true)))),
          List.of(
              new Endpoint(
                  ENDPOINT, "Gateway", "com.amazonaws.us-east-1.s3", "available", Set.of(TABLE))));

  private Sample() {}

  static Subnet subnet(String id, String zone, String cidr) {
    Cidr range = Cidr.parse(cidr);
    return new Subnet(
        id,
        VPC,
        "us-east-1x",
        zone,
        Optional.of(range),
        (int) range.size() - 5,
        Map.of("clickhouse-byoc", "true", "kubernetes.io/role/internal-elb", "1"));
  }

  static UnaryOperator<VpcSurvey> vpc(UnaryOperator<VpcSurvey.Vpc> change) {
    return all ->
        new VpcSurvey(all.vpc().map(change), all.subnets(), all.tables(), all.endpoints());
  }

  static UnaryOperator<VpcSurvey> vpcTags(Map<String, String> tags) {
    return vpc(it -> new VpcSurvey.Vpc(VPC, it.cidrs(), tags, it.dnsSupport(), it.dnsHostnames()));
  }

  static UnaryOperator<VpcSurvey> dns(boolean support, boolean hostnames) {
    return vpc(it -> new VpcSurvey.Vpc(VPC, it.cidrs(), it.tags(), support, hostnames));
  }

  static UnaryOperator<VpcSurvey> ranges(String... cidrs) {
    return vpc(it ->
        new VpcSurvey.Vpc(
            VPC,
            List.of(cidrs).stream().map(Cidr::parse).toList(),
            it.tags(),
            it.dnsSupport(),
            it.dnsHostnames()));
  }

  static UnaryOperator<VpcSurvey> subnet(String id, UnaryOperator<Subnet> change) {
    return all ->
        new VpcSurvey(
            all.vpc(),
            all.subnets().stream().map(it -> it.id().equals(id) ? change.apply(it) : it).toList(),
            all.tables(),
            all.endpoints());
  }

  static UnaryOperator<VpcSurvey> without(String id) {
    return all ->
        new VpcSurvey(
            all.vpc(),
            all.subnets().stream().filter(it -> !it.id().equals(id)).toList(),
            all.tables(),
            all.endpoints());
  }

  /** Another tag; a null value takes it away. */
  static UnaryOperator<VpcSurvey> subnetTag(String id, String key, String value) {
    return subnet(
        id,
        it -> {
          Map<String, String> tags = new HashMap<>(it.tags());
          tags.remove(key);
          if (value != null) {
            tags.put(key, value);
          }
          return new Subnet(
              it.id(), it.vpcId(), it.zoneName(), it.zoneId(), it.cidr(), it.freeAddresses(), tags);
        });
  }

  static UnaryOperator<VpcSurvey> place(String id, String vpcId, String zone, int free) {
    return subnet(
        id, it -> new Subnet(it.id(), vpcId, it.zoneName(), zone, it.cidr(), free, it.tags()));
  }

  static UnaryOperator<VpcSurvey> table(String id, UnaryOperator<RouteTable> change) {
    return all ->
        new VpcSurvey(
            all.vpc(),
            all.subnets(),
            all.tables().stream().map(it -> it.id().equals(id) ? change.apply(it) : it).toList(),
            all.endpoints());
  }

  /** These routes besides the local one. */
  static UnaryOperator<VpcSurvey> routes(String id, Route... routes) {
    return table(
        id,
        it -> {
          List<Route> all = new ArrayList<>();
          all.add(new Route("10.9.0.0/20", Target.LOCAL, "local", true));
          all.addAll(List.of(routes));
          return new RouteTable(it.id(), it.main(), it.associations(), all);
        });
  }

  static UnaryOperator<VpcSurvey> endpoints(Endpoint... endpoints) {
    return all -> new VpcSurvey(all.vpc(), all.subnets(), all.tables(), List.of(endpoints));
  }
}
