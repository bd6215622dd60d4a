package io.freehold.aws.network;

import static io.freehold.aws.catalogue.Scope.created;
import static io.freehold.aws.catalogue.Scope.ec2;
import static io.freehold.aws.catalogue.Scope.own;
import static io.freehold.aws.catalogue.Scope.taggedBy;

import io.freehold.aws.catalogue.Actions;
import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.resource.Diff;
import io.freehold.kernel.resource.Intent;
import io.freehold.kernel.resource.Observation;
import io.freehold.kernel.resource.Owner;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteOrigin;
import software.amazon.awssdk.services.ec2.model.RouteState;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;

/**
 * A route table with its routes and the subnets that use it.
 *
 * @param vpcId the VPC
 * @param routes the id of a gateway ({@code igw-…} or {@code nat-…}) by destination block
 * @param subnetIds the subnets that are associated with it
 */
public record RouteTable(String vpcId, Map<String, String> routes, Set<String> subnetIds) {
  public static final AwsType<RouteTable, Observed> TYPE = new Type();

  public RouteTable {
    routes = Map.copyOf(routes);
    subnetIds = Set.copyOf(subnetIds);
  }

  /**
   * What is there.
   *
   * @param routes the target by destination block; a route whose target is gone counts as none
   * @param associations the association's id by subnet
   */
  public record Observed(
      String id, String vpcId, Map<String, String> routes, Map<String, String> associations) {}

  private static final class Type implements AwsType<RouteTable, Observed> {
    @Override
    public String kind() {
      return "RouteTable";
    }

    @Override
    public Actions actions() {
      return Actions.in(PolicyGroup.VPC_WRITE)
          .inspect("ec2:DescribeRouteTables")
          .provision(created(ec2("route-table")), "ec2:CreateRouteTable")
          .provision(own(ec2("vpc")), "ec2:CreateRouteTable")
          .provision(taggedBy("CreateRouteTable", ec2("route-table")), "ec2:CreateTags")
          .change(own(ec2("route-table")), "ec2:CreateRoute", "ec2:ReplaceRoute", "ec2:DeleteRoute")
          .change(
              own(ec2("route-table"), ec2("subnet")),
              "ec2:AssociateRouteTable",
              "ec2:DisassociateRouteTable")
          .delete(own(ec2("route-table"), ec2("subnet")), "ec2:DisassociateRouteTable")
          .delete(own(ec2("route-table")), "ec2:DeleteRouteTable");
    }

    @Override
    public Map<String, Observation<Observed>> observe(AwsSession aws, Set<String> ids) {
      Map<String, Observation<Observed>> found = new HashMap<>();
      aws.ec2()
          .describeRouteTablesPaginator(r -> r.filters(Ec2.filter("route-table-id", ids)))
          .routeTables()
          .forEach(table ->
              found.put(
                  table.routeTableId(),
                  new Observation.Present<>(
                      observed(table), aws.ownership(Ec2.tags(table.tags())))));
      return found;
    }

    private static Observed observed(software.amazon.awssdk.services.ec2.model.RouteTable table) {
      Map<String, String> routes = new TreeMap<>();
      for (Route route : table.routes()) {
        // The VPC's own route and those of gateway endpoints are not ours to keep.
        if (route.origin() == RouteOrigin.CREATE_ROUTE && route.destinationCidrBlock() != null) {
          routes.put(
              route.destinationCidrBlock(),
              route.state() == RouteState.BLACKHOLE ? "gone" : target(route));
        }
      }
      Map<String, String> associations = new TreeMap<>();
      for (RouteTableAssociation association : table.associations()) {
        if (association.subnetId() != null) {
          associations.put(association.subnetId(), association.routeTableAssociationId());
        }
      }
      return new Observed(table.routeTableId(), table.vpcId(), routes, associations);
    }

    private static String target(Route route) {
      if (route.natGatewayId() != null) {
        return route.natGatewayId();
      }
      return route.gatewayId() == null ? "other" : route.gatewayId();
    }

    @Override
    public List<String> discover(AwsSession aws, Owner owner, String node) {
      return aws
          .ec2()
          .describeRouteTables(r -> r.filters(Ec2.ownedBy(owner, node)))
          .routeTables()
          .stream()
          .map(software.amazon.awssdk.services.ec2.model.RouteTable::routeTableId)
          .sorted()
          .toList();
    }

    @Override
    public String create(AwsSession aws, RouteTable desired, Intent intent) {
      return aws.ec2()
          .createRouteTable(r ->
              r.vpcId(desired.vpcId())
                  .clientToken(intent.token())
                  .tagSpecifications(Ec2.tags(aws, intent, ResourceType.ROUTE_TABLE)))
          .routeTable()
          .routeTableId();
    }

    @Override
    public Diff diff(RouteTable desired, Observed observed) {
      return Diff.compare()
          .fixed("vpcId", desired.vpcId(), observed.vpcId())
          .field("routes", new TreeMap<>(desired.routes()), observed.routes())
          .field(
              "subnetIds",
              new TreeSet<>(desired.subnetIds()),
              new TreeSet<>(observed.associations().keySet()))
          .done();
    }

    @Override
    public void update(AwsSession aws, String id, RouteTable desired, Observed observed) {
      Ec2Client ec2 = aws.ec2();
      desired
          .routes()
          .forEach((cidr, target) -> route(ec2, id, cidr, target, observed.routes().get(cidr)));
      for (String cidr : observed.routes().keySet()) {
        if (!desired.routes().containsKey(cidr)) {
          ec2.deleteRoute(r -> r.routeTableId(id).destinationCidrBlock(cidr));
        }
      }
      for (String subnet : desired.subnetIds()) {
        if (!observed.associations().containsKey(subnet)) {
          ec2.associateRouteTable(r -> r.routeTableId(id).subnetId(subnet));
        }
      }
      observed
          .associations()
          .forEach((subnet, association) -> {
            if (!desired.subnetIds().contains(subnet)) {
              ec2.disassociateRouteTable(r -> r.associationId(association));
            }
          });
    }

    private static void route(
        Ec2Client ec2, String id, String cidr, String target, @Nullable String found) {
      boolean nat = target.startsWith("nat-");
      if (found == null) {
        ec2.createRoute(r -> {
          r.routeTableId(id).destinationCidrBlock(cidr);
          var ignored = nat ? r.natGatewayId(target) : r.gatewayId(target);
        });
      } else if (!found.equals(target)) {
        ec2.replaceRoute(r -> {
          r.routeTableId(id).destinationCidrBlock(cidr);
          var ignored = nat ? r.natGatewayId(target) : r.gatewayId(target);
        });
      }
    }

    @Override
    public void delete(AwsSession aws, String id) {
      for (var table :
          aws.ec2()
              .describeRouteTables(r -> r.filters(Ec2.filter("route-table-id", Set.of(id))))
              .routeTables()) {
        for (String association : observed(table).associations().values()) {
          Ec2.deleteIfThere(
              () -> aws.ec2().disassociateRouteTable(r -> r.associationId(association)));
        }
      }
      Ec2.deleteIfThere(() -> aws.ec2().deleteRouteTable(r -> r.routeTableId(id)));
    }

    @Override
    public Observed predict(RouteTable desired) {
      Map<String, String> associations = new TreeMap<>();
      desired.subnetIds().forEach(subnet -> associations.put(subnet, "rtbassoc-planned"));
      return new Observed(
          "rtb-planned", desired.vpcId(), new TreeMap<>(desired.routes()), associations);
    }
  }
}
