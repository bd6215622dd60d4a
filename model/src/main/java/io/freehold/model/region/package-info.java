/** The regions in which an infrastructure may be made; data, not code. */
@NullMarked
package io.freehold.model.region;

import org.jspecify.annotations.NullMarked;
