/** Probes of what the management role may do, asked of IAM's own simulator before it is needed. */
@NullMarked
package io.freehold.aws.preflight.permission;

import org.jspecify.annotations.NullMarked;
