/** Wrong on purpose. */
@NullMarked
package io.freehold.app.architecture.wrong.controlplane.util;

import org.jspecify.annotations.NullMarked;
