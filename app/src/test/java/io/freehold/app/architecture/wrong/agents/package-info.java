/** Wrong on purpose. */
@NullMarked
package io.freehold.app.architecture.wrong.agents;

import org.jspecify.annotations.NullMarked;
