package io.freehold.cli.preflight;

import io.freehold.cli.client.Api;
import io.freehold.cli.client.ApiRefusal;
import io.freehold.cli.verb.Body;
import io.freehold.cli.verb.Surroundings;
import io.freehold.cli.verb.Unusable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(
    name = "check",
    description = {
      "Look whether a VPC can carry an infrastructure, and change nothing.",
      "Each rule that it breaks is told with what was found, what is needed and the command that"
          + " mends it."
    })
final class VpcCheck extends PreflightVerb {
  @Option(
      names = "--account",
      paramLabel = "DIGITS",
      required = true,
      description = "The AWS account: twelve digits.")
  private String account = "";

  @Option(
      names = "--region",
      paramLabel = "REGION",
      required = true,
      description = "The AWS region, like us-east-1.")
  private String region = "";

  @Option(names = "--vpc", paramLabel = "ID", required = true, description = "The VPC.")
  private String vpc = "";

  @Option(
      names = "--private-subnets",
      paramLabel = "ID",
      split = ",",
      required = true,
      description = "At least three, in three zones.")
  private List<String> privateSubnets = List.of();

  @Option(
      names = "--public-subnets",
      paramLabel = "ID",
      split = ",",
      description = "For a public load balancer.")
  private @Nullable List<String> publicSubnets;

  VpcCheck(Surroundings around) {
    super(around);
  }

  @Override
  JsonNode ask(Api api) throws IOException, InterruptedException, ApiRefusal, Unusable {
    Body body =
        Body.from(null)
            .set("accountId", account)
            .set("regionId", region)
            .set("network.mode", "customer")
            .set("network.vpcId", vpc)
            .setAll("network.privateSubnetIds", privateSubnets)
            .setAll("network.publicSubnetIds", publicSubnets);
    if (publicSubnets != null) {
      body.set("loadBalancers.public", true);
    }
    return api.post("/preflight?category=network", body.json());
  }
}
