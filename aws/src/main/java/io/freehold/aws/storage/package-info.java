/** S3: buckets. */
@org.jspecify.annotations.NullMarked
package io.freehold.aws.storage;
