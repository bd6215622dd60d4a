package io.freehold.simulator.customer;

import io.freehold.simulator.SimulatedAws;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/** Elastic IP addresses that a customer has for things of their own. */
public final class TakenAddresses {
  private static final String FULL = "AddressLimitExceeded";

  private TakenAddresses() {}

  /**
   * Takes, as the account's root, all that its quota leaves. They have been there for long.
   *
   * @param accountId the customer's account, 12 digits
   * @param region such as {@code us-east-1}
   * @return the allocation ids of those that were taken
   */
  public static List<String> all(SimulatedAws aws, String accountId, String region) {
    Ec2Client ec2 = aws.client(Ec2Client.class, aws.rootOf(accountId), Region.of(region));
    return aws.world().latencies().longAgo(() -> untilRefused(ec2));
  }

  private static List<String> untilRefused(Ec2Client ec2) {
    List<String> taken = new ArrayList<>();
    while (true) {
      try {
        taken.add(ec2.allocateAddress(r -> {}).allocationId());
      } catch (Ec2Exception refused) {
        if (FULL.equals(refused.awsErrorDetails().errorCode())) {
          return taken;
        }
        throw refused;
      }
    }
  }
}
