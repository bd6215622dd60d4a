package io.freehold.controlplane.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.name.ShortName;
import io.freehold.model.network.Cidr;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeploymentTest {

  @Test
  void the_private_name_is_for_every_range_of_the_vpc_and_for_its_peers() {
    List<Cidr> ranges = List.of(Cidr.parse("10.40.0.0/16"), Cidr.parse("100.64.0.0/20"));
    Cidr peer = Cidr.parse("10.50.0.0/16");
    InfrastructureSpec place =
        InfrastructureSpec.builder(
                new ShortName("mhp0y4dmph"), "111122223333", "us-east-1", List.of())
            .vpcCidrs(ranges)
            .peerCidrs(List.of(peer))
            .build();
    assertThat(Deployment.inside(place)).containsExactly(ranges.get(0), ranges.get(1), peer);
  }
}
