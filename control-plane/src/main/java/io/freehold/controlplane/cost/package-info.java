/** What infrastructures and services would cost. */
@NullMarked
package io.freehold.controlplane.cost;

import org.jspecify.annotations.NullMarked;
