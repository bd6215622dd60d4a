/** Wrong on purpose. */
@NullMarked
package io.freehold.app.architecture.wrong.model;

import org.jspecify.annotations.NullMarked;
