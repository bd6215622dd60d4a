package io.freehold.model.vpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/customer-vpc.md says every rule that there is. Written anew with -Dfreehold.write=true. */
class VpcDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "customer-vpc.md");

  @Test
  void has_a_row_for_every_rule() throws IOException {
    if (Boolean.getBoolean("freehold.write")) {
      Files.writeString(DOCUMENT, text());
    }
    assertThat(Files.readString(DOCUMENT)).isEqualTo(text());
  }

  private static String text() {
    StringBuilder text =
        new StringBuilder(
            """
            # A VPC of the customer's own
            With `network.mode=customer` an infrastructure is made in a VPC that is there already: its cluster, nodes, load
            balancers and security groups stand in it. Nothing of the VPC itself is made, changed, tagged or deleted, on the way up
            or on the way down. By default there is a private load balancer and no public one; a public one needs
            `network.publicSubnetIds`.

            The VPC and the subnets are named once, and stay. Ranges and zones are those of the VPC and of the private subnets. All
            ranges that the VPC has when it is named are kept with the infrastructure: services let them in by the private load
            balancer, and peers have to be apart from all of them. Of a range that is added later only the load balancer itself
            knows.

            What is needed is looked at in the account. Each broken rule is told with what was found, what is needed and the
            command that mends it, all of them at once; `freehold vpc check` tells them before anything is asked for. Those that must last are looked at again for as long as there is an
            infrastructure: where one is broken later, the infrastructure is `degraded` with the reason `CustomerVpcUnfit`, runs
            on, and is `ready` again by itself once its owner has mended the VPC.

            <!-- Written by VpcDocumentTest with -Dfreehold.write=true -->
            | rule | why | must last |
            |---|---|---|
            """);
    for (VpcRule rule : VpcRule.values()) {
      text.append(
          "| `%s` | %s | %s |\n"
              .formatted(rule.id(), rule.reason(), rule.isLasting() ? "yes" : "no"));
    }
    return text.toString();
  }
}
