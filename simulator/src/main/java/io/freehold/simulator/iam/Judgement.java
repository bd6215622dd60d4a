package io.freehold.simulator.iam;

import io.freehold.simulator.aws.access.AccessRequest;
import io.freehold.simulator.aws.access.Principal;
import io.freehold.simulator.iam.policy.Verdict;

/**
 * What was decided on one question of a call.
 *
 * @param principal who called
 * @param request what was asked
 * @param verdict what the policies said
 */
public record Judgement(Principal principal, AccessRequest request, Verdict verdict) {}
