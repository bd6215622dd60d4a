package io.freehold.simulator.aws.ec2;

import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.ec2.InstanceCatalogue.Machine;
import io.freehold.simulator.aws.state.Page;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** Instances: launched and terminated by other services, and only looked at by callers. */
final class Instances {
  /** Of a type that is not in the catalogue. */
  private static final int ASSUMED_CPUS = 2;

  private final Ec2 ec2;

  Instances(Ec2 ec2) {
    this.ec2 = ec2;
  }

  /** Notes one that runs from now on. */
  static void launch(
      Network network, String id, String type, String subnetId, Map<String, String> tags) {
    Subnet subnet = network.subnets().shelf().actual(subnetId).orElseThrow();
    int cpus = InstanceCatalogue.find(type).map(Machine::cpus).orElse(ASSUMED_CPUS);
    network
        .instances()
        .shelf()
        .put(
            id,
            Instance.builder()
                .instanceId(id)
                .instanceType(type)
                .subnetId(subnetId)
                .vpcId(subnet.vpcId())
                .placement(p -> p.availabilityZone(subnet.availabilityZone()))
                .cpuOptions(c -> c.coreCount(cpus).threadsPerCore(1))
                .state(s -> s.name(InstanceStateName.RUNNING).code(16))
                .launchTime(network.now())
                .tags(Tags.of(tags))
                .build());
  }

  DescribeInstancesResponse describe(Endpoint endpoint, DescribeInstancesRequest request) {
    Query query =
        new Query(
            request.instanceIds(), request.filters(), request.maxResults(), request.nextToken());
    return endpoint.call(
        query.costly("DescribeInstances"),
        call -> {
          Page<Instance> page = ec2.at(call).instances().describe(query);
          List<Reservation> reservations =
              page.items().stream()
                  .map(it ->
                      Reservation.builder()
                          .reservationId(it.instanceId().replaceFirst("i-", "r-"))
                          .ownerId(call.accountId())
                          .instances(it)
                          .build())
                  .toList();
          return DescribeInstancesResponse.builder()
              .reservations(reservations)
              .nextToken(page.nextToken())
              .build();
        });
  }
}
