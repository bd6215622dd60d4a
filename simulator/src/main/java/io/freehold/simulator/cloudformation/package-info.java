/** CloudFormation: stacks of IAM's roles and policies. */
@NullMarked
package io.freehold.simulator.cloudformation;

import org.jspecify.annotations.NullMarked;
