/** The laws that every kind of Kubernetes object keeps, on every Kubernetes that can be had. */
@org.jspecify.annotations.NullMarked
package io.freehold.kubernetes.contract;
