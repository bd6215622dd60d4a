/**
 * What every answer and every request body has in common: the envelope, refusals, strict reading.
 */
@NullMarked
package io.freehold.controlplane.web;

import org.jspecify.annotations.NullMarked;
