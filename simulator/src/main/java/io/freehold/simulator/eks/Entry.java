package io.freehold.simulator.eks;

import java.util.List;
import software.amazon.awssdk.services.eks.model.AccessEntry;
import software.amazon.awssdk.services.eks.model.AssociatedAccessPolicy;

/** An access entry and what it may do. */
record Entry(AccessEntry entry, List<AssociatedAccessPolicy> policies) {
  Entry {
    policies = List.copyOf(policies);
  }

  Entry with(AccessEntry other) {
    return new Entry(other, policies);
  }

  Entry with(List<AssociatedAccessPolicy> others) {
    return new Entry(entry, others);
  }
}
