/** Which components a cluster gets, from where, and in which version. */
@org.jspecify.annotations.NullMarked
package io.freehold.kubernetes.catalogue;
