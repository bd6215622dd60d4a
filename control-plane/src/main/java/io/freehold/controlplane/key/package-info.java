/** API keys of organizations. */
@NullMarked
package io.freehold.controlplane.key;

import org.jspecify.annotations.NullMarked;
