/**
 * Specs and rules of the domain, free of any cloud, store or framework: what may be asked for, what
 * it is called, what it costs and how long it takes.
 */
@NullMarked
package io.freehold.model;

import org.jspecify.annotations.NullMarked;
