/** What stands in every cluster before the first service. */
@org.jspecify.annotations.NullMarked
package io.freehold.kubernetes.platform;
