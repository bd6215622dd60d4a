/** Reads IAM policies and decides by them what is allowed; strict where it is not sure. */
@NullMarked
package io.freehold.simulator.iam.policy;

import org.jspecify.annotations.NullMarked;
