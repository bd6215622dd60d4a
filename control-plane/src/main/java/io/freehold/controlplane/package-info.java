/** The control plane as one program to be started from another: its settings and its handle. */
@NullMarked
package io.freehold.controlplane;

import org.jspecify.annotations.NullMarked;
