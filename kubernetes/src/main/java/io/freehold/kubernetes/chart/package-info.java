/** Helm charts, rendered into objects that are things of the graph like any other. */
@org.jspecify.annotations.NullMarked
package io.freehold.kubernetes.chart;
