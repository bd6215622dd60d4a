/** Usage, as clients see it. */
@NullMarked
package io.freehold.protocol.usage;

import org.jspecify.annotations.NullMarked;
