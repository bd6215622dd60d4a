/** What an organization has used, as the public API reports it. */
@NullMarked
package io.freehold.controlplane.usage;

import org.jspecify.annotations.NullMarked;
