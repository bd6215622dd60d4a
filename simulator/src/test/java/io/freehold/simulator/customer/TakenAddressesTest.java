package io.freehold.simulator.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.kernel.time.VirtualClock;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.simulator.SimulatedAws;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

class TakenAddressesTest {
  private static final String ACCOUNT = "111122223333";

  private final SimulatedAws aws =
      new SimulatedAws(
          new VirtualClock(Instant.parse("2026-11-01T00:00:00Z")),
          LatencyProfile.standard().medians(),
          1);

  private Ec2Client ec2(String region) {
    return aws.client(Ec2Client.class, aws.rootOf(ACCOUNT), Region.of(region));
  }

  @Test
  void are_what_the_quota_leaves_beside_those_of_a_vpc_and_in_that_region_alone() {
    ExistingVpc.build(aws, ACCOUNT, "us-east-1");
    assertThat(TakenAddresses.all(aws, ACCOUNT, "us-east-1")).hasSize(2);
    assertThat(ec2("us-east-1").describeAddresses().addresses()).hasSize(5);
    assertThatThrownBy(() -> ec2("us-east-1").allocateAddress(r -> {}))
        .isInstanceOf(Ec2Exception.class)
        .hasMessageContaining("maximum number of addresses");
    assertThat(ec2("us-west-2").allocateAddress(r -> {}).allocationId()).isNotEmpty();
  }
}
