package io.freehold.aws.graph;

import io.freehold.aws.catalogue.Actions;
import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.aws.dns.HostedZone;
import io.freehold.aws.logs.LogGroup;
import io.freehold.aws.session.AwsSession;
import io.freehold.aws.session.Tagged;
import io.freehold.model.name.InfrastructureNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.RoleDetail;

/**
 * What of an infrastructure is in the account, whether or not the ledger knows of it.
 *
 * @param kind what it is: the kind's name, or AWS's name of the service
 * @param id its ARN, or what AWS calls it
 */
public record Remains(String kind, String id) {
  /** The kind of a role. */
  public static final String ROLE = "Role";

  /** What looking for it takes besides what the kinds look at anyway. */
  public static final Actions ACTIONS =
      Actions.in(PolicyGroup.BASE).inspect("tag:GetResources").and(Existence.ACTIONS);

  private static final int LARGEST_PAGE = 1000;

  /**
   * Looks for it: by tag, by name for the log group that EKS makes without any, and in other ways
   * for what the search by tag leaves out. That knows nothing of IAM, and shows what is of no
   * region in us-east-1 alone (<a
   * href="https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/supported-services.html">source</a>),
   * where a role that is bound to its region may not ask.
   */
  public static List<Remains> find(AwsSession aws, InfrastructureNames names) {
    Map<String, Remains> found = new LinkedHashMap<>();
    for (String arn : Existence.withoutGone(aws, Tagged.arns(aws))) {
      found.put(arn, new Remains(arn.split(":", 6)[2], arn));
    }
    LastLogs.group(aws, names)
        .ifPresent(arn -> found.put(arn, new Remains(LogGroup.TYPE.kind(), arn)));
    roles(aws).forEach(arn -> found.put(arn, new Remains(ROLE, arn)));
    for (String id : HostedZone.TYPE.discover(aws, aws.owner(), AwsInfrastructure.ZONE)) {
      String arn = "arn:aws:route53:::hostedzone/" + id;
      found.put(arn, new Remains("HostedZone", arn));
    }
    return List.copyOf(found.values());
  }

  private static List<String> roles(AwsSession aws) {
    List<String> arns = new ArrayList<>();
    aws.iam()
        .getAccountAuthorizationDetailsPaginator(
            r -> r.filter(EntityType.ROLE).maxItems(LARGEST_PAGE))
        .forEach(page ->
            page.roleDetailList().stream()
                .filter(role -> isOf(role, aws))
                .forEach(role -> arns.add(role.arn())));
    return arns;
  }

  private static boolean isOf(RoleDetail role, AwsSession aws) {
    return role.tags().stream()
        .anyMatch(tag ->
            tag.key().equals(AwsSession.OWNER_TAG) && tag.value().equals(aws.owner().name()));
  }
}
