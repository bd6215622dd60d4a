package io.freehold.aws.onboarding;

import static io.freehold.aws.session.AwsSession.MARK;
import static io.freehold.aws.session.AwsSession.OWNER_TAG;
import static io.freehold.aws.session.AwsSession.REGION_TAG;

import io.freehold.aws.catalogue.Placeholder;
import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.aws.catalogue.ScopedActions;
import io.freehold.aws.policy.PolicyDocument;
import io.freehold.aws.policy.Statement;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The policies of the management role: the permissions of the catalogue, one policy for each group,
 * and what nobody may do who acts as the role, whatever else a customer may attach to it.
 *
 * <p>They are the same in every account but for the {@link Placeholder}s.
 */
public final class ManagementPolicies {
  /**
   * What the role may never do, in the order of importance. Denials may have wildcards: what a
   * denial forgets is allowed.
   */
  private static final List<Statement> NEVER =
      List.of(
          // An infrastructure lives in one region; IAM and Route 53 have none. A session that does
          // not say which has none at all.
          Statement.deny(
                  "OtherRegions",
                  "ec2:*",
                  "eks:*",
                  "elasticloadbalancing:*",
                  "kms:*",
                  "logs:*",
                  "s3:*")
              .onAll()
              .when(
                  "StringNotEquals",
                  "aws:RequestedRegion",
                  "${aws:PrincipalTag/" + REGION_TAG + ", 'none'}"),
          Statement.deny(
                  "Identities",
                  "iam:*AccessKey*",
                  "iam:*Group*",
                  "iam:*LoginProfile*",
                  "iam:*MFADevice*",
                  "iam:*SAMLProvider*",
                  "iam:*ServiceSpecificCredential*",
                  "iam:*User*")
              .onAll(),
          Statement.deny(
                  "Boundary",
                  "iam:CreatePolicy*",
                  "iam:DeletePolicy*",
                  "iam:DeleteRolePermissionsBoundary",
                  "iam:SetDefaultPolicyVersion")
              .onAll(),
          Statement.deny(
                  "Secrets",
                  "kms:Decrypt",
                  "secretsmanager:BatchGetSecretValue",
                  "secretsmanager:GetSecretValue",
                  "ssm:GetParameter*")
              .onAll(),
          Statement.deny("Objects", "s3:GetObject*").onAll());

  private ManagementPolicies() {}

  /** Each group's policy, with its placeholders. */
  public static Map<PolicyGroup, PolicyDocument> documents() {
    Map<PolicyGroup, PolicyDocument> all = new EnumMap<>(PolicyGroup.class);
    ScopedActions.byGroup(Catalogue.permissions())
        .forEach((group, statements) -> all.put(group, new PolicyDocument(statements)));
    all.merge(PolicyGroup.BASE, new PolicyDocument(NEVER), PolicyDocument::and);
    return all;
  }

  /** The boundary of the roles that the control plane makes, with its placeholders. */
  public static PolicyDocument boundary() {
    return BoundaryPolicy.document();
  }

  /** Who may assume the role, with its placeholders. */
  public static PolicyDocument trust() {
    return trust(Placeholder.VENDOR_PRINCIPAL.text(), Placeholder.EXTERNAL_ID.text());
  }

  /**
   * Who may assume the role: the vendor, who has to name the external ID, and who may say no more
   * about a session than whose and where it is.
   */
  public static PolicyDocument trust(String vendorPrincipal, String externalId) {
    return PolicyDocument.of(
        Statement.allow("Vendor", "sts:AssumeRole")
            .byAws(vendorPrincipal)
            .when("StringEquals", "sts:ExternalId", externalId),
        Statement.allow("VendorTags", "sts:TagSession")
            .byAws(vendorPrincipal)
            .when("ForAllValues:StringEquals", "aws:TagKeys", MARK, OWNER_TAG, REGION_TAG));
  }
}
