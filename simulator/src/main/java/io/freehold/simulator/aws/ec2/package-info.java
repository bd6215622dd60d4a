/** EC2: the network of an account and region. */
@NullMarked
package io.freehold.simulator.aws.ec2;

import org.jspecify.annotations.NullMarked;
