/** The wire: paths, discovery, watches, tables, and what goes over HTTP. */
@org.jspecify.annotations.NullMarked
package io.freehold.simulator.kubernetes.http;
