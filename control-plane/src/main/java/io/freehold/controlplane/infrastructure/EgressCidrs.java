package io.freehold.controlplane.infrastructure;

import io.freehold.model.network.Cidr;
import java.util.List;

/** The public addresses from which this control plane calls: all that clusters let in. */
public record EgressCidrs(List<Cidr> cidrs) {
  public EgressCidrs {
    cidrs = List.copyOf(cidrs);
  }
}
