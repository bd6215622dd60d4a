/** The clients, the owner and the tags for one account, region and infrastructure. */
@org.jspecify.annotations.NullMarked
package io.freehold.aws.session;
