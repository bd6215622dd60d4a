package io.freehold.cli.infra;

import io.freehold.cli.verb.Body;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A network that is there already: the options of every verb that speaks of one. */
public final class CustomerVpcOptions {
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

  /** Says it in the body of a request. */
  public void addTo(Body body) {
    body.set("network.mode", "customer")
        .set("network.vpcId", vpc)
        .setAll("network.privateSubnetIds", privateSubnets)
        .setAll("network.publicSubnetIds", publicSubnets);
  }

  /** Whether a public load balancer has a place in it. */
  public boolean hasPublicSubnets() {
    return publicSubnets != null;
  }
}
