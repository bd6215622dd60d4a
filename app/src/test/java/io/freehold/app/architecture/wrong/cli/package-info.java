/** Wrong on purpose. */
@NullMarked
package io.freehold.app.architecture.wrong.cli;

import org.jspecify.annotations.NullMarked;
