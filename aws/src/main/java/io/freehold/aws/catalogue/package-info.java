/** Which AWS actions each kind uses, and when. */
@org.jspecify.annotations.NullMarked
package io.freehold.aws.catalogue;
