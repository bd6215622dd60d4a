/** The kinds of an EKS cluster, its nodes and who may use it; and the way into it. */
@org.jspecify.annotations.NullMarked
package io.freehold.aws.eks;
