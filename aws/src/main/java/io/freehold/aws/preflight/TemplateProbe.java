package io.freehold.aws.preflight;

import io.freehold.aws.onboarding.PolicyDifference;
import io.freehold.aws.onboarding.TemplateVersion;
import io.freehold.aws.preflight.check.Account;
import io.freehold.aws.preflight.check.Category;
import io.freehold.aws.preflight.check.Check;
import io.freehold.aws.preflight.check.Probe;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.iam.model.Tag;

/**
 * Whether the management role was made by the newest template. Which of the permissions that it
 * lacks are needed here is told by others: this one tells why.
 */
final class TemplateProbe implements Probe {
  private static final String ID = "role-template-version";

  private final Account account;

  TemplateProbe(Account account) {
    this.account = account;
  }

  @Override
  public Category category() {
    return Category.ROLE;
  }

  @Override
  public List<Check> examine() {
    var role = account.subject().policies().management();
    Optional<String> tag =
        account.aws().iam().getRole(r -> r.roleName(role.name())).role().tags().stream()
            .filter(one -> one.key().equals(TemplateVersion.TAG))
            .map(Tag::value)
            .findFirst();
    return List.of(
        tag.map(value -> judge(value, TemplateVersion.all(), TemplateVersion.newest()))
            .orElseGet(() ->
                Check.warn(
                        Category.ROLE,
                        ID,
                        "Whether the role has all that it needs is told by its permissions alone.")
                    .found("no tag " + TemplateVersion.TAG, needed(TemplateVersion.newest()))
                    .mendedBy(remedy(TemplateVersion.newest())))
            .on(role.value()));
  }

  /**
   * Judges a tag's value.
   *
   * @param known every version of which this program knows what it grants
   */
  static Check judge(String value, List<TemplateVersion> known, TemplateVersion newest) {
    if (value.equals(String.valueOf(newest.number()))) {
      return Check.pass(Category.ROLE, ID, "The role was made by the newest template.")
          .found("version " + value, null);
    }
    Optional<TemplateVersion> deployed =
        known.stream()
            .filter(version -> value.equals(String.valueOf(version.number())))
            .findFirst();
    String found =
        deployed
            .map(version -> "version " + value + ", without " + difference(version, newest))
            .orElse("version " + value + ", which this release does not know");
    return Check.warn(
            Category.ROLE, ID, "What the newest template grants may be needed now, or soon.")
        .found(found, needed(newest))
        .mendedBy(remedy(newest));
  }

  private static String difference(TemplateVersion deployed, TemplateVersion newest) {
    String added =
        PolicyDifference.between(deployed, newest).groups().entrySet().stream()
            .filter(group -> !group.getValue().added().isEmpty())
            .map(group ->
                group.getKey()
                    + ": "
                    + group.getValue().added().stream()
                        .map(TemplateVersion.Entry::action)
                        .distinct()
                        .collect(Collectors.joining(", ")))
            .collect(Collectors.joining("; "));
    return added.isEmpty() ? "anything that the newest adds" : added;
  }

  private static String needed(TemplateVersion newest) {
    return "version " + newest.number();
  }

  private static String remedy(TemplateVersion newest) {
    return "Deploy version %d of the account's template.".formatted(newest.number());
  }
}
