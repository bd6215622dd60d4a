/** The vendor's own operators: their keys, and the organizations they make. */
@NullMarked
package io.freehold.controlplane.operator;

import org.jspecify.annotations.NullMarked;
