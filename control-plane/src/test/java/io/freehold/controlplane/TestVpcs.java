package io.freehold.controlplane;

import io.freehold.controlplane.account.StoredAccount;
import io.freehold.controlplane.infrastructure.AccountVpcs;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.failure.FailureException;
import io.freehold.model.name.ShortName;
import io.freehold.model.network.Cidr;
import io.freehold.model.vpc.VpcSurvey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Accounts with one VPC, 10.40.0.0/16 and 100.64.0.0/20, which carries no tag at all; and a subnet
 * in another VPC. Those whose number begins with 4 cannot be asked.
 */
public final class TestVpcs implements AccountVpcs {
  public static final String VPC = "vpc-0123456789abcdef0";

  /** The last letter of a subnet's id, and the zone that it is in. */
  private static final Map<String, String> ZONES =
      Map.of(
          "a",
          "use1-az6",
          "b",
          "use1-az3",
          "c",
          "use1-az2",
          "d",
          "use1-az4",
          "e",
          "use1-az4",
          "f",
          "use1-bos1-az1");

  private static final Map<String, String> LETTERS =
      Map.of("use1-az6", "a", "use1-az3", "b", "use1-az2", "c", "use1-az4", "d");

  /** The subnet whose id ends so: {@code a} to {@code f}, or {@code 9} for the one elsewhere. */
  public static String subnet(String last) {
    return "subnet-0123456789abcdef" + last;
  }

  @Override
  public VpcSurvey survey(
      StoredAccount account,
      String region,
      ShortName infrastructure,
      String vpcId,
      Set<String> subnetIds) {
    if (account.accountId().startsWith("4")) {
      throw new FailureException(
          Failure.refused(Failure.Kind.PERMISSION, "AccessDenied", "the role cannot be assumed"));
    }
    List<VpcSurvey.Subnet> subnets = new ArrayList<>();
    ZONES.forEach((last, zone) ->
        subnets.add(at(subnet(last), VPC, region + LETTERS.getOrDefault(zone, "-bos-1a"), zone)));
    subnets.add(at(subnet("9"), "vpc-0aaaaaaaaaaaaaaaa", region + "a", "use1-az6"));
    return new VpcSurvey(
        vpcId.equals(VPC)
            ? Optional.of(
                new VpcSurvey.Vpc(
                    VPC,
                    List.of(Cidr.parse("10.40.0.0/16"), Cidr.parse("100.64.0.0/20")),
                    Map.of(),
                    true,
                    false))
            : Optional.empty(),
        subnets,
        List.of(),
        List.of());
  }

  private static VpcSurvey.Subnet at(String id, String vpcId, String zoneName, String zoneId) {
    return new VpcSurvey.Subnet(
        id, vpcId, zoneName, zoneId, Optional.of(Cidr.parse("10.40.0.0/23")), 500, Map.of());
  }
}
