/** The catalogue's rules, and its charts where they can be had. */
@org.jspecify.annotations.NullMarked
package io.freehold.kubernetes.catalogue;
