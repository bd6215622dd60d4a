/** Wrong on purpose. */
@NullMarked
package io.freehold.app.architecture.wrong.kubernetes;

import org.jspecify.annotations.NullMarked;
