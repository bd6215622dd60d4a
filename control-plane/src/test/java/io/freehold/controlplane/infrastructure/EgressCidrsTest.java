package io.freehold.controlplane.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.SimulatedPlane;
import io.freehold.controlplane.graph.ClusterEndpoint;
import io.freehold.model.network.Cidr;
import java.net.URI;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.VpcConfigResponse;

class EgressCidrsTest {
  private static final String OLD = "198.51.100.7/32";
  private static final String NEW = "203.0.113.9/32";

  @Test
  void clusters_let_in_where_the_control_plane_calls_from_now_though_none_of_them_lets_it_in_yet()
      throws Exception {
    try (SimulatedPlane plane = SimulatedPlane.start("egress")) {
      plane.restart(one -> one.withEgressCidrs(List.of(Cidr.parse(OLD))), UnaryOperator.identity());
      String place = plane.infrastructure();
      plane.untilPhase(place, "ready");
      String cluster = "clickhouse-cloud-" + plane.at(place).get("name").asString();
      assertThat(access(plane, cluster).publicAccessCidrs()).containsExactly(OLD);

      // From the new address nobody answers.
      ClusterEndpoint shut = new ClusterEndpoint(URI.create("http://127.0.0.1:1"));
      plane.restart(
          one -> one.withEgressCidrs(List.of(Cidr.parse(NEW))),
          wiring -> wiring.with(ClusterEndpoint.class, shut));

      plane.until(
          () -> access(plane, cluster).publicAccessCidrs().equals(List.of(NEW)),
          place,
          place + "/resources");

      plane.restart(one -> one.withEgressCidrs(List.of(Cidr.parse(NEW))), UnaryOperator.identity());
      plane.untilPhase(place, "ready");
      assertThat(access(plane, cluster).publicAccessCidrs()).containsExactly(NEW);
    }
  }

  private static VpcConfigResponse access(SimulatedPlane plane, String cluster) {
    return plane
        .aws
        .client(
            EksClient.class, plane.aws.credentialsOfRoot(SimulatedPlane.CUSTOMER), Region.US_EAST_1)
        .describeCluster(r -> r.name(cluster))
        .cluster()
        .resourcesVpcConfig();
  }
}
