package io.freehold.aws.network.customer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;

/**
 * Runs {@code aws ec2 …} as a customer's admin would, for the commands that remedies are made of.
 */
record AwsCommand(String name, Map<String, String> options) {
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
  private static final Pattern TAG = Pattern.compile("\\{?Key=([^,{}]+),Value=([^,{}]+)}?");

  static AwsCommand parse(String line) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(line);
    while (matcher.find()) {
      words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }
    if (!words.subList(0, 2).equals(List.of("aws", "ec2"))) {
      throw new AssertionError("no command: " + line);
    }
    Map<String, String> options = new HashMap<>();
    String option = "";
    for (String word : words.subList(3, words.size())) {
      if (word.startsWith("--")) {
        option = word.substring(2);
      } else {
        options.merge(option, word, (one, other) -> one + " " + other);
      }
    }
    return new AwsCommand(words.get(2), options);
  }

  private String get(String option) {
    return Optional.ofNullable(options.get(option))
        .orElseThrow(() -> new AssertionError(this + " has no --" + option));
  }

  /**
   * @return the id of a subnet, if one was made
   */
  Optional<String> run(Ec2Client ec2) {
    if (!get("region").equals("us-east-1")) {
      throw new AssertionError("another region: " + this);
    }
    switch (name) {
      case "create-tags" -> ec2.createTags(r -> r.resources(get("resources")).tags(tags("tags")));
      case "modify-vpc-attribute" ->
          ec2.modifyVpcAttribute(r -> {
            r.vpcId(get("vpc-id"));
            if (options.containsKey("enable-dns-support")) {
              r.enableDnsSupport(
                  v -> v.value(get("enable-dns-support").equals("{\"Value\":true}")));
            } else {
              r.enableDnsHostnames(
                  v -> v.value(get("enable-dns-hostnames").equals("{\"Value\":true}")));
            }
          });
      case "create-vpc-endpoint" ->
          ec2.createVpcEndpoint(r ->
              r.vpcId(get("vpc-id"))
                  .vpcEndpointType(VpcEndpointType.fromValue(get("vpc-endpoint-type")))
                  .serviceName(get("service-name"))
                  .routeTableIds(get("route-table-ids").split(" ")));
      case "modify-vpc-endpoint" ->
          ec2.modifyVpcEndpoint(r ->
              r.vpcEndpointId(get("vpc-endpoint-id"))
                  .addRouteTableIds(get("add-route-table-ids").split(" ")));
      case "associate-route-table" ->
          ec2.associateRouteTable(
              r -> r.subnetId(get("subnet-id")).routeTableId(get("route-table-id")));
      case "replace-route-table-association" ->
          ec2.replaceRouteTableAssociation(
              r -> r.associationId(get("association-id")).routeTableId(get("route-table-id")));
      case "create-subnet" -> {
        return Optional.of(
            ec2.createSubnet(r ->
                    r.vpcId(get("vpc-id"))
                        .availabilityZoneId(get("availability-zone-id"))
                        .cidrBlock(get("cidr-block"))
                        .tagSpecifications(
                            TagSpecification.builder()
                                .resourceType(ResourceType.SUBNET)
                                .tags(tags("tag-specifications"))
                                .build()))
                .subnet()
                .subnetId());
      }
      default -> throw new AssertionError("not known: " + this);
    }
    return Optional.empty();
  }

  private List<Tag> tags(String option) {
    List<Tag> tags = new ArrayList<>();
    Matcher matcher = TAG.matcher(get(option).replace("Tags=[", "").replace("]", ""));
    while (matcher.find()) {
      tags.add(Tag.builder().key(matcher.group(1)).value(matcher.group(2)).build());
    }
    return tags;
  }
}
