package io.freehold.simulator.eks;

import software.amazon.awssdk.services.eks.model.Update;

/**
 * What EKS calls an update.
 *
 * @param of the cluster, or the key of the node group or add-on
 * @param update as it is shown
 */
record Change(String of, Update update) {}
