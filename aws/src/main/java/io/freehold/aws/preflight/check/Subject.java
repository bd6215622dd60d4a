package io.freehold.aws.preflight.check;

import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.aws.iam.RolePolicies;
import io.freehold.aws.session.AwsSession;
import io.freehold.model.infrastructure.InfrastructureSpec;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * An infrastructure that is to be, and the account where.
 *
 * @param aws as the role that would make it
 * @param policies of its roles, which also tell the management role and the boundary
 * @param planned what would be made
 * @param withheld policies that the customer chose not to grant
 * @param begun whether something of it may be there already: what it has itself is not held against
 *     it
 * @param now by which versions are too old
 * @param roleTemplate where the customer gets what makes the roles of the infrastructure, for
 *     people; empty where it is on paper only
 */
public record Subject(
    AwsSession aws,
    InfrastructureSpec spec,
    RolePolicies policies,
    Planned planned,
    Set<PolicyGroup> withheld,
    boolean begun,
    Instant now,
    Optional<String> roleTemplate) {
  public Subject {
    withheld = Set.copyOf(withheld);
  }
}
