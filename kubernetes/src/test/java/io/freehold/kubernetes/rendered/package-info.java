/** What the platform and a service put into a cluster, without one. */
@org.jspecify.annotations.NullMarked
package io.freehold.kubernetes.rendered;
