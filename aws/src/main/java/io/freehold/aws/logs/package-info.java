/** CloudWatch Logs: log groups. */
@org.jspecify.annotations.NullMarked
package io.freehold.aws.logs;
