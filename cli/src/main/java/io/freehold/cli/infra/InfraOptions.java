package io.freehold.cli.infra;

import io.freehold.cli.verb.Body;
import io.freehold.cli.verb.Unusable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** What an infrastructure is to be: the options of every verb that asks for one. */
public final class InfraOptions {
  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "The request's body as JSON ('-': standard input); options win over it.")
  private @Nullable Path file;

  @Option(names = "--name", paramLabel = "NAME", description = "Display name.")
  private @Nullable String displayName;

  @Option(
      names = "--account",
      paramLabel = "DIGITS",
      description = "The AWS account: twelve digits.")
  private @Nullable String account;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "The AWS region, like us-east-1.")
  private @Nullable String region;

  @Option(
      names = "--cidr",
      paramLabel = "CIDR",
      description = "Range of the VPC, /16 to /22. Default: 10.0.0.0/16.")
  private @Nullable String cidr;

  @Option(
      names = "--zones",
      paramLabel = "LETTER",
      split = ",",
      description = "Zones by letter, like a,b,c. Letters mean other zones in other accounts.")
  private @Nullable List<String> zones;

  @Option(
      names = "--zone-ids",
      paramLabel = "ID",
      split = ",",
      description = "Zones by id instead, like use1-az1,use1-az2,use1-az4.")
  private @Nullable List<String> zoneIds;

  @Option(
      names = "--peer-cidr",
      paramLabel = "CIDR",
      split = ",",
      description = "A range to keep free, because it will be peered. Repeatable.")
  private @Nullable List<String> peerCidrs;

  @Option(
      names = "--public-load-balancer",
      negatable = true,
      fallbackValue = "true",
      description = "Whether services can be reached from the internet.")
  private @Nullable Boolean publicLoadBalancer;

  @Option(
      names = "--private-load-balancer",
      negatable = true,
      fallbackValue = "true",
      description = "Whether services can be reached from inside and from peers.")
  private @Nullable Boolean privateLoadBalancer;

  @Option(
      names = "--nat-gateways",
      paramLabel = "HOW",
      description = "per-zone, or single: cheaper, and one zone's failure cuts all off.")
  private @Nullable String natGateways;

  @Option(
      names = "--deletion-protection",
      description = "Refuse to be deleted until this is taken back.")
  private @Nullable Boolean deletionProtection;

  @Option(
      names = "--secrets-key",
      paramLabel = "ARN",
      description =
          "KMS key for Kubernetes secrets, in the same region. It cannot be taken away again.")
  private @Nullable String secretsKeyArn;

  @Option(
      names = "--tag",
      paramLabel = "KEY=VALUE",
      description = "A tag for every AWS resource. Repeatable.")
  private @Nullable Map<String, String> tags;

  @ArgGroup(
      exclusive = false,
      heading = "%nIn a VPC of the customer's own, which is not changed:%n")
  private @Nullable CustomerVpcOptions customerVpc;

  /** Whether nothing at all was said. */
  public boolean isEmpty() throws IOException, Unusable {
    return request().json().isEmpty();
  }

  /**
   * The body of a request for it.
   *
   * @throws Unusable where account or region are missing
   */
  public JsonNode body() throws IOException, Unusable {
    Body body = request();
    if (!body.has("accountId") || !body.has("regionId")) {
      throw new Unusable(
          "--account and --region are needed, or a --file with accountId and regionId");
    }
    return body.json();
  }

  private Body request() throws IOException, Unusable {
    Body body =
        Body.from(file)
            .set("displayName", displayName)
            .set("accountId", account)
            .set("regionId", region)
            .set("vpcCidrRange", cidr)
            .setAll("availabilityZoneSuffixes", zones)
            .setAll("zoneIds", zoneIds)
            .setAll("peerCidrs", peerCidrs)
            .set("loadBalancers.public", publicLoadBalancer)
            .set("loadBalancers.private", privateLoadBalancer)
            .set("network.natGateways", natGateways)
            .set("deletionProtection", deletionProtection)
            .set("secretsKeyArn", secretsKeyArn)
            .set("tags", tags);
    if (customerVpc != null) {
      customerVpc.addTo(body);
    }
    return body;
  }
}
