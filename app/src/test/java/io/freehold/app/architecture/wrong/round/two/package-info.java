/** Wrong on purpose. */
@NullMarked
package io.freehold.app.architecture.wrong.round.two;

import org.jspecify.annotations.NullMarked;
