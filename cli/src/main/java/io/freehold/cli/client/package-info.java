/** Requests to a control plane, its answers, its refusals and its event streams. */
@NullMarked
package io.freehold.cli.client;

import org.jspecify.annotations.NullMarked;
