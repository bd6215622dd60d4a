/** Wrong on purpose. */
@NullMarked
package io.freehold.app.architecture.wrong.aws;

import org.jspecify.annotations.NullMarked;
