/**
 * What a VPC of the customer's own has to be, and what it was found to be.
 *
 * <pre>{@code
 * for (VpcFinding finding : VpcRules.check(spec, survey)) {
 *   finding.rule().id();  // subnet-tag
 *   finding.remedy();     // aws ec2 create-tags --region us-east-1 --resources subnet-… …
 * }
 * }</pre>
 */
@NullMarked
package io.freehold.model.vpc;

import org.jspecify.annotations.NullMarked;
