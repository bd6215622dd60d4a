/** Wrong on purpose. */
@NullMarked
package io.freehold.app.architecture.wrong.app;

import org.jspecify.annotations.NullMarked;
