/** Wrong on purpose. */
@NullMarked
package io.freehold.app.architecture.wrong.kernel;

import org.jspecify.annotations.NullMarked;
