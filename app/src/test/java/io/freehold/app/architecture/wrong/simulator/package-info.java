/** Wrong on purpose. */
@NullMarked
package io.freehold.app.architecture.wrong.simulator;

import org.jspecify.annotations.NullMarked;
