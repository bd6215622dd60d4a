/** IAM: roles, policies, instance profiles, and the authorizer that decides by them. */
@NullMarked
package io.freehold.simulator.iam;

import org.jspecify.annotations.NullMarked;
