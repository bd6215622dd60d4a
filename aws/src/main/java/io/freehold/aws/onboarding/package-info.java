/** What a customer deploys to let the control plane into an account, made of the kinds' actions. */
@NullMarked
package io.freehold.aws.onboarding;

import org.jspecify.annotations.NullMarked;
