/**
 * What is wrong with a request: every problem at once, each with what was found, needed and mends
 * it.
 */
@NullMarked
package io.freehold.model.violation;

import org.jspecify.annotations.NullMarked;
