package io.freehold.cli.preflight;

import io.freehold.cli.client.Api;
import io.freehold.cli.client.ApiRefusal;
import io.freehold.cli.infra.CustomerVpcOptions;
import io.freehold.cli.verb.Body;
import io.freehold.cli.verb.Surroundings;
import io.freehold.cli.verb.Unusable;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Mixin private final CustomerVpcOptions vpc = new CustomerVpcOptions();

  VpcCheck(Surroundings around) {
    super(around);
  }

  @Override
  JsonNode ask(Api api) throws IOException, InterruptedException, ApiRefusal, Unusable {
    Body body = Body.from(null).set("accountId", account).set("regionId", region);
    vpc.addTo(body);
    if (vpc.hasPublicSubnets()) {
      body.set("loadBalancers.public", true);
    }
    return api.post("/preflight?category=network", body.json());
  }
}
