/** Kubernetes objects as resource types, by server-side apply. */
@org.jspecify.annotations.NullMarked
package io.freehold.kubernetes.resource;
