/** The kinds of resources that a simulated stack can hold: those of IAM. */
@NullMarked
package io.freehold.simulator.cloudformation.resource;

import org.jspecify.annotations.NullMarked;
