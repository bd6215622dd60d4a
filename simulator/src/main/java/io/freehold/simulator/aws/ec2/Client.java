package io.freehold.simulator.aws.ec2;

import io.freehold.simulator.aws.call.Endpoint;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesResponse;

/** The operations that are simulated; each is one line to the family that knows it. */
final class Client implements Ec2Client {
  private final Endpoint endpoint;
  private final Ec2 ec2;

  Client(Endpoint endpoint, Ec2 ec2) {
    this.endpoint = endpoint;
    this.ec2 = ec2;
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}

  @Override
  public DescribeAvailabilityZonesResponse describeAvailabilityZones(
      DescribeAvailabilityZonesRequest request) {
    return ec2.zoning().describe(endpoint, request);
  }
}
