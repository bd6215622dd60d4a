/** API keys, as clients see them. */
@NullMarked
package io.freehold.protocol.key;

import org.jspecify.annotations.NullMarked;
