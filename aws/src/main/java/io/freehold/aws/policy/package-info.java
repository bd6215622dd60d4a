/** What the control plane itself may do in a customer's account. */
@NullMarked
package io.freehold.aws.policy;

import org.jspecify.annotations.NullMarked;
