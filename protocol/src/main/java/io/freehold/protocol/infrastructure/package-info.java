/** Infrastructures and what they are made of, as clients see them. */
@NullMarked
package io.freehold.protocol.infrastructure;

import org.jspecify.annotations.NullMarked;
