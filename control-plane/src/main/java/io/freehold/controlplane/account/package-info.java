/** The AWS accounts of an organization, and the role by which each is managed. */
@NullMarked
package io.freehold.controlplane.account;

import org.jspecify.annotations.NullMarked;
