/** The AWS part of an infrastructure's graph. */
@org.jspecify.annotations.NullMarked
package io.freehold.aws.graph;
