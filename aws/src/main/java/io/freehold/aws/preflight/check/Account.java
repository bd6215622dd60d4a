package io.freehold.aws.preflight.check;

import io.freehold.aws.network.Ec2;
import io.freehold.aws.session.AwsSession;
import io.freehold.model.infrastructure.InfrastructureSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.iam.model.Role;

/**
 * The account in one run: what several probes need of it is asked once. Not safe for use by several
 * threads.
 */
public final class Account {
  private static final int MOST_ON_A_PAGE = 1000;

  private final Subject subject;
  private @Nullable List<Vpc> vpcs;
  private @Nullable List<Role> roles;

  public Account(Subject subject) {
    this.subject = subject;
  }

  public Subject subject() {
    return subject;
  }

  public AwsSession aws() {
    return subject.aws();
  }

  public InfrastructureSpec spec() {
    return subject.spec();
  }

  /** Every VPC of the region, the infrastructure's own included. */
  public List<Vpc> vpcs() {
    List<Vpc> known = vpcs;
    if (known == null) {
      known = aws().ec2().describeVpcsPaginator(r -> {}).vpcs().stream().toList();
      vpcs = known;
    }
    return known;
  }

  /** Every role of the account, those that AWS services made for themselves included. */
  public List<Role> roles() {
    List<Role> known = roles;
    if (known == null) {
      known =
          aws().iam().listRolesPaginator(r -> r.maxItems(MOST_ON_A_PAGE)).roles().stream().toList();
      roles = known;
    }
    return known;
  }

  /** Whether a thing of EC2's is the infrastructure's own, so that it is not needed once more. */
  public boolean isOurs(List<Tag> tags) {
    return isOurs(Ec2.tags(tags));
  }

  private boolean isOurs(Map<String, String> tags) {
    return aws().owner().name().equals(tags.get(AwsSession.OWNER_TAG));
  }
}
