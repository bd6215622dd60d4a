/** Wrong on purpose. */
@NullMarked
package io.freehold.app.architecture.wrong.wiring;

import org.jspecify.annotations.NullMarked;
