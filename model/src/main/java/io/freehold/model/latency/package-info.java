/**
 * How long AWS and the cluster take, when to look next at something under way, and the bound below
 * which no provisioning can be.
 *
 * <pre>{@code
 * LatencyProfile profile = LatencyProfile.standard();
 * Duration wait = profile.nextLook("EksCluster/create", elapsed);  // the due time of the next pass
 * Duration real = profile.of("EksCluster/create").draw(random);    // what the simulator takes
 * Bound bound = Bound.infrastructure(profile);
 * bound.describe();       // control-plane-role 1 + ... = 788 s
 * bound.ratio(measured);  // 1 is perfect
 * }</pre>
 */
@NullMarked
package io.freehold.model.latency;

import org.jspecify.annotations.NullMarked;
