package io.freehold.simulator.aws.place;

/**
 * One account in one region.
 *
 * @param accountId 12 digits
 * @param region such as {@code us-east-1}, or {@link #GLOBAL} for services that know no regions
 */
public record Location(String accountId, String region) {
  /** The region of IAM and Route 53, as the SDK calls it. */
  public static final String GLOBAL = "aws-global";

  public Location {
    if (!accountId.matches("\\d{12}")) {
      throw new IllegalArgumentException("accountId: found '" + accountId + "', needed 12 digits");
    }
  }

  /** The ARN of something here, such as {@code subnet/subnet-1} of {@code ec2}. */
  public String arn(String service, String resource) {
    String place = region.equals(GLOBAL) ? "" : region;
    return "arn:aws:" + service + ":" + place + ":" + accountId + ":" + resource;
  }
}
