package io.freehold.controlplane.infrastructure;

import io.freehold.aws.session.AwsSession;
import io.freehold.aws.session.Tagged;
import io.freehold.kernel.ledger.LedgerEntry;
import java.util.ArrayList;
import java.util.List;

/** What carries an infrastructure's tag though its ledger is done with it. */
final class Leftovers {
  private Leftovers() {}

  static List<Leftover> find(AwsSession aws, List<LedgerEntry> kept) {
    List<Leftover> left = new ArrayList<>();
    for (LedgerEntry entry : kept) {
      left.add(
          new Leftover(
              entry.kind(), entry.externalId().orElse(entry.node()), true, "kept as asked"));
    }
    for (String arn : Tagged.arns(aws)) {
      if (left.stream().noneMatch(one -> arn.endsWith(one.externalId()))) {
        left.add(
            new Leftover(
                arn.split(":", 6)[2],
                arn,
                false,
                "carries the infrastructure's tag, and Freehold does not know it"));
      }
    }
    return left;
  }
}
