/**
 * Probes of what an account has room for: quotas, zones, address ranges and Kubernetes versions.
 */
@NullMarked
package io.freehold.aws.preflight.account;

import org.jspecify.annotations.NullMarked;
