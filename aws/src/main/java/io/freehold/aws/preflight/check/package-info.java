/**
 * What a preflight is made of: probes, which look at an account, and the checks that they answer.
 */
@NullMarked
package io.freehold.aws.preflight.check;

import org.jspecify.annotations.NullMarked;
