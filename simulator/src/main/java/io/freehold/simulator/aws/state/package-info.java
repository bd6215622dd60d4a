/** State whose changes take time and become visible late. */
@NullMarked
package io.freehold.simulator.aws.state;

import org.jspecify.annotations.NullMarked;
