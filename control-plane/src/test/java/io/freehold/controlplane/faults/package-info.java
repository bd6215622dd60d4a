/**
 * The whole infrastructure under faults, in virtual time: every fault from a seed or by its name.
 */
@NullMarked
package io.freehold.controlplane.faults;

import org.jspecify.annotations.NullMarked;
