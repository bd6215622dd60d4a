/** What a customer deploys to let the control plane in: served as template, module and policies. */
@NullMarked
package io.freehold.controlplane.onboarding;

import org.jspecify.annotations.NullMarked;
