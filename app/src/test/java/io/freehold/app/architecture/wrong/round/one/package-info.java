/** Wrong on purpose. */
@NullMarked
package io.freehold.app.architecture.wrong.round.one;

import org.jspecify.annotations.NullMarked;
