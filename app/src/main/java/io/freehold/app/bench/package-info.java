/**
 * Measurements: of the engine alone (graph, convergence and simulated clouds in virtual time), and
 * of a whole control plane with many services.
 */
@NullMarked
package io.freehold.app.bench;

import org.jspecify.annotations.NullMarked;
