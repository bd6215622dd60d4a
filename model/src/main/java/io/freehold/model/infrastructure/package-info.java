/** What an infrastructure is asked to be, and the rules it has to keep. */
@NullMarked
package io.freehold.model.infrastructure;

import org.jspecify.annotations.NullMarked;
