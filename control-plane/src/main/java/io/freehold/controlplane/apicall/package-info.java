/** The calls to AWS that were made in customers' accounts, for the customers to see. */
@NullMarked
package io.freehold.controlplane.apicall;

import org.jspecify.annotations.NullMarked;
