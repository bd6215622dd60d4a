/** AWS in process, for tests and the demo. */
@NullMarked
package io.freehold.simulator;

import org.jspecify.annotations.NullMarked;
