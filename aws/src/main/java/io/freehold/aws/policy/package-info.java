/** The language of IAM's policies: statements and documents, written and compared. */
@NullMarked
package io.freehold.aws.policy;

import org.jspecify.annotations.NullMarked;
