/** STS: sessions of roles. */
@NullMarked
package io.freehold.simulator.iam.sts;

import org.jspecify.annotations.NullMarked;
