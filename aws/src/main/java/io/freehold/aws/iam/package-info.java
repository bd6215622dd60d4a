/** IAM: roles, managed policies, and the documents in them. */
@org.jspecify.annotations.NullMarked
package io.freehold.aws.iam;
