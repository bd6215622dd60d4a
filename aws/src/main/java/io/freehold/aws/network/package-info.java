/** The kinds of a VPC and everything in it. */
@org.jspecify.annotations.NullMarked
package io.freehold.aws.network;
