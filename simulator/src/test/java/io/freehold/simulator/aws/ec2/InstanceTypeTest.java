package io.freehold.simulator.aws.ec2;

import static io.freehold.simulator.aws.ec2.Lab.code;
import static io.freehold.simulator.aws.ec2.Lab.filter;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.model.infrastructure.NodePool;
import io.freehold.model.service.ReplicaSize;
import io.freehold.simulator.aws.lever.Lever;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AccountAttributeName;
import software.amazon.awssdk.services.ec2.model.ArchitectureType;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.ec2.model.InstanceTypeOffering;
import software.amazon.awssdk.services.ec2.model.LocationType;

class InstanceTypeTest {
  private static final String TYPE = "m7g.2xlarge";

  private final Lab lab = new Lab();
  private final Ec2Client ec2 = lab.ec2;

  private List<String> places(LocationType by, String type) {
    return ec2
        .describeInstanceTypeOfferings(
            r -> r.locationType(by).filters(filter("instance-type", type)))
        .instanceTypeOfferings()
        .stream()
        .map(InstanceTypeOffering::location)
        .toList();
  }

  @Test
  void offerings_are_told_by_region_by_zone_and_by_zone_id() {
    assertThat(places(LocationType.REGION, TYPE)).containsExactly("us-east-1");
    assertThat(places(LocationType.AVAILABILITY_ZONE, TYPE))
        .hasSize(5)
        .allMatch(it -> it.startsWith("us-east-1"));
    assertThat(places(LocationType.AVAILABILITY_ZONE_ID, TYPE))
        .containsExactlyInAnyOrder("use1-az1", "use1-az2", "use1-az4", "use1-az5", "use1-az6");
    assertThat(places(LocationType.REGION, "m9x.large")).isEmpty();
    assertThat(
            ec2.describeInstanceTypeOfferings(r ->
                    r.locationType(LocationType.AVAILABILITY_ZONE_ID)
                        .filters(filter("instance-type", "m7g.*"), filter("location", "use1-az1")))
                .instanceTypeOfferings())
        .hasSize(7);
  }

  @Test
  void a_zone_may_lack_a_type() {
    Lever lever = lab.aws.levers().notOffered(TYPE, "use1-az2");
    assertThat(places(LocationType.AVAILABILITY_ZONE_ID, TYPE))
        .hasSize(4)
        .doesNotContain("use1-az2");
    assertThat(places(LocationType.AVAILABILITY_ZONE_ID, "m7g.4xlarge")).contains("use1-az2");
    assertThat(places(LocationType.REGION, TYPE)).containsExactly("us-east-1");
    assertThat(lever.fired()).isPositive();
    lever.release();
    assertThat(places(LocationType.AVAILABILITY_ZONE_ID, TYPE)).contains("use1-az2");
  }

  @Test
  void a_type_that_every_zone_lacks_is_not_in_the_region() {
    for (int number = 1; number <= 6; number++) {
      lab.aws.levers().notOffered(TYPE, "use1-az" + number);
    }
    assertThat(places(LocationType.REGION, TYPE)).isEmpty();
    assertThat(code(() -> ec2.describeInstanceTypes(r -> r.instanceTypesWithStrings(TYPE))))
        .isEqualTo("InvalidInstanceType");
  }

  @Test
  void every_type_that_is_used_is_described_and_has_the_processors_that_it_needs() {
    List<String> used = new ArrayList<>();
    used.add(NodePool.SYSTEM.instanceType());
    used.add(NodePool.KEEPER.instanceType());
    Arrays.stream(ReplicaSize.values()).map(ReplicaSize::instanceType).forEach(used::add);
    assertThat(ec2.describeInstanceTypes(r -> r.instanceTypesWithStrings(used)).instanceTypes())
        .extracting(InstanceTypeInfo::instanceTypeAsString)
        .containsExactlyInAnyOrderElementsOf(used);
    for (ReplicaSize size : ReplicaSize.values()) {
      InstanceTypeInfo info = info(size.instanceType());
      assertThat(info.vCpuInfo().defaultVCpus()).isGreaterThan(size.cpus());
      assertThat(info.memoryInfo().sizeInMiB()).isGreaterThan(1024L * size.memoryGb());
      assertThat(info.processorInfo().supportedArchitectures())
          .containsExactly(ArchitectureType.ARM64);
      assertThat(info.networkInfo().encryptionInTransitSupported()).isTrue();
    }
    InstanceTypeInfo system = info(NodePool.SYSTEM.instanceType());
    assertThat(system.networkInfo().encryptionInTransitSupported()).as("M8").isTrue();
    assertThat(system.vCpuInfo().defaultVCpus()).isEqualTo(2);
    assertThat(system.memoryInfo().sizeInMiB()).isEqualTo(8192);
    assertThat(system.processorInfo().supportedArchitectures())
        .containsExactly(ArchitectureType.X86_64);
  }

  private InstanceTypeInfo info(String type) {
    return ec2.describeInstanceTypes(r -> r.instanceTypesWithStrings(type))
        .instanceTypes()
        .getFirst();
  }

  @Test
  void types_are_found_by_what_they_are() {
    assertThat(
            ec2.describeInstanceTypes(r ->
                    r.filters(
                        filter("processor-info.supported-architecture", "arm64"),
                        filter("vcpu-info.default-vcpus", "8")))
                .instanceTypes())
        .extracting(InstanceTypeInfo::instanceTypeAsString)
        .containsExactlyInAnyOrder(
            "m6g.2xlarge", "m7g.2xlarge", "c7g.2xlarge", "r6g.2xlarge", "r7g.2xlarge");
    assertThat(ec2.describeInstanceTypesPaginator(r -> r.maxResults(30)).stream())
        .extracting(page -> page.instanceTypes().size())
        .containsExactly(30, 30, 10);
  }

  @Test
  void the_account_tells_how_many_addresses_it_may_have() {
    lab.aws.levers().setQuota("L-0263D0A3", 8);
    assertThat(
            ec2.describeAccountAttributes(r -> r.attributeNamesWithStrings("vpc-max-elastic-ips"))
                .accountAttributes())
        .singleElement()
        .satisfies(
            it -> assertThat(it.attributeValues().getFirst().attributeValue()).isEqualTo("8"));
    assertThat(
            ec2.describeAccountAttributes(r -> r.attributeNames(AccountAttributeName.DEFAULT_VPC))
                .accountAttributes())
        .singleElement()
        .satisfies(
            it -> assertThat(it.attributeValues().getFirst().attributeValue()).isEqualTo("none"));
  }
}
