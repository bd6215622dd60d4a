/** The kinds of a hosted zone. */
@org.jspecify.annotations.NullMarked
package io.freehold.aws.dns;
