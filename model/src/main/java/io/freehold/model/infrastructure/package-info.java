/**
 * What an infrastructure is asked to be, and the rules it has to keep.
 *
 * <p>A field that cannot even be read is reported and stands at its default while the others are
 * checked, so that all problems of a request come together:
 *
 * <pre>{@code
 * Violations violations = new Violations();
 * Cidr vpc = Cidr.read("vpcCidrRange", body.vpcCidrRange(), violations)
 *     .orElse(InfrastructureSpec.DEFAULT_VPC_CIDR);
 * InfrastructureSpec spec =
 *     InfrastructureSpec.builder(name, accountId, regionId, zones).vpcCidr(vpc).build();
 * violations.addAll(spec.violations(Regions.supported()));
 * }</pre>
 */
@NullMarked
package io.freehold.model.infrastructure;

import org.jspecify.annotations.NullMarked;
