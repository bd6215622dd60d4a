/** Organizations, as clients see them. */
@NullMarked
package io.freehold.protocol.organization;

import org.jspecify.annotations.NullMarked;
