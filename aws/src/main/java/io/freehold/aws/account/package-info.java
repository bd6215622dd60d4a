/** Whether a customer's management role works, and lets in nobody but us: found out by using it. */
@org.jspecify.annotations.NullMarked
package io.freehold.aws.account;
