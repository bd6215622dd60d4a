/** Charts as things of the graph, on a chart of our own and on the real ones. */
@org.jspecify.annotations.NullMarked
package io.freehold.kubernetes.chart;
