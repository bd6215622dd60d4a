/** What an infrastructure and its services cost a month, from a dated list of prices. */
@NullMarked
package io.freehold.model.price;

import org.jspecify.annotations.NullMarked;
