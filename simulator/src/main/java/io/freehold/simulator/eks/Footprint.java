package io.freehold.simulator.eks;

import java.util.List;

/**
 * What a cluster has put into the customer's network, and leaves behind for a while.
 *
 * @param groupId the security group that EKS made
 * @param interfaceIds the control plane's network interfaces
 */
record Footprint(String groupId, List<String> interfaceIds) {
  Footprint {
    interfaceIds = List.copyOf(interfaceIds);
  }
}
