/**
 * The engine without its control plane: graph, convergence and simulated clouds in virtual time.
 */
@NullMarked
package io.freehold.app.bench;

import org.jspecify.annotations.NullMarked;
