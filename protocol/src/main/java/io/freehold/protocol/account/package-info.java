/** A customer's AWS accounts, as clients see them. */
@NullMarked
package io.freehold.protocol.account;

import org.jspecify.annotations.NullMarked;
