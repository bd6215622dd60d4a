package io.freehold.aws.onboarding;

import static io.freehold.aws.onboarding.Hcl.block;

import io.freehold.aws.policy.PolicyDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The roles of one infrastructure in Terraform's own language: one file, to be put into whatever
 * the customer keeps the account with. It makes the very same as the {@link RoleTemplate}.
 */
public final class RoleModule {
  private static final String ROLE = "aws_iam_role";

  private final InfrastructureRoles roles;

  public RoleModule(InfrastructureRoles roles) {
    this.roles = roles;
  }

  /** The file. */
  public String text() {
    List<Hcl.Block> blocks = new ArrayList<>();
    roles.all().forEach(one -> addTo(blocks, one));
    return roles.head() + "\n" + Hcl.write(blocks);
  }

  private void addTo(List<Hcl.Block> blocks, InfrastructureRoles.One one) {
    String label = label(roles.name() + "-" + one.name());
    blocks.add(role(label, one));
    Hcl.Attribute holder =
        new Hcl.Attribute("role", new Hcl.Expression(ROLE + "." + label + ".name"));
    one.role()
        .inlinePolicies()
        .forEach((name, document) ->
            blocks.add(
                block(
                    "resource",
                    List.of("aws_iam_role_policy", label(label + "_" + name)),
                    new Hcl.Attribute("name", name),
                    holder,
                    new Hcl.Attribute("policy", written(document)))));
    one.role()
        .managedPolicies()
        .forEach(arn ->
            blocks.add(
                block(
                    "resource",
                    List.of(
                        "aws_iam_role_policy_attachment",
                        label(label + "_" + arn.substring(arn.lastIndexOf('/') + 1))),
                    holder,
                    new Hcl.Attribute("policy_arn", arn))));
  }

  private static Hcl.Block role(String label, InfrastructureRoles.One one) {
    return block(
        "resource",
        List.of(ROLE, label),
        new Hcl.Attribute("name", one.role().name()),
        new Hcl.Attribute("path", one.role().path()),
        new Hcl.Attribute("description", one.role().description()),
        new Hcl.Attribute("permissions_boundary", one.role().boundary()),
        new Hcl.Attribute(
            "max_session_duration",
            new Hcl.Expression(String.valueOf(one.role().longestSession().toSeconds()))),
        new Hcl.Attribute("assume_role_policy", written(one.role().trust())),
        new Hcl.Attribute("tags", one.tags()));
  }

  private static Hcl.Call written(PolicyDocument document) {
    return new Hcl.Call("jsonencode", ChosenText.in(document.tree(), ChosenText::source));
  }

  /** {@code mhp0y4dmph_k8s_worker}: with the infrastructure's name, since a file is one of many. */
  private static String label(String text) {
    return text.toLowerCase(Locale.ROOT).replace('-', '_');
  }
}
