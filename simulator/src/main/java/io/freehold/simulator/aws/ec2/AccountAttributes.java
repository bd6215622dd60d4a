package io.freehold.simulator.aws.ec2;

import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.state.Quotas;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.AccountAttribute;
import software.amazon.awssdk.services.ec2.model.AccountAttributeValue;
import software.amazon.awssdk.services.ec2.model.DescribeAccountAttributesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAccountAttributesResponse;

/** What EC2 tells of an account; some quotas have been told here since before Service Quotas. */
final class AccountAttributes {
  private final Ec2 ec2;

  AccountAttributes(Ec2 ec2) {
    this.ec2 = ec2;
  }

  DescribeAccountAttributesResponse describe(
      Endpoint endpoint, DescribeAccountAttributesRequest request) {
    return endpoint.read(
        "DescribeAccountAttributes",
        call -> {
          List<String> wanted = request.attributeNamesAsStrings();
          return DescribeAccountAttributesResponse.builder()
              .accountAttributes(
                  all(ec2.at(call).world().quotas()).entrySet().stream()
                      .filter(it -> wanted.isEmpty() || wanted.contains(it.getKey()))
                      .map(it -> attribute(it.getKey(), it.getValue()))
                      .toList())
              .build();
        });
  }

  private static Map<String, String> all(Quotas quotas) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("supported-platforms", "VPC");
    all.put("default-vpc", "none");
    all.put("max-elastic-ips", "5");
    all.put("vpc-max-elastic-ips", Integer.toString(quotas.limit("L-0263D0A3")));
    all.put("vpc-max-security-groups-per-interface", "5");
    return all;
  }

  private static AccountAttribute attribute(String name, String value) {
    return AccountAttribute.builder()
        .attributeName(name)
        .attributeValues(AccountAttributeValue.builder().attributeValue(value).build())
        .build();
  }
}
