/** EKS: clusters, their nodes and add-ons, and who may use them. */
@NullMarked
package io.freehold.simulator.eks;

import org.jspecify.annotations.NullMarked;
