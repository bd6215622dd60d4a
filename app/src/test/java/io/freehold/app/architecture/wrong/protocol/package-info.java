/** Wrong on purpose. */
@NullMarked
package io.freehold.app.architecture.wrong.protocol;

import org.jspecify.annotations.NullMarked;
