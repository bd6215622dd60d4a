package io.freehold.controlplane.onboarding;

import io.freehold.aws.onboarding.TemplateVersion;
import io.freehold.controlplane.account.OnboardingLinks;
import io.freehold.controlplane.account.StoredAccount;
import io.freehold.protocol.account.CloudAccount;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Links to what {@link OnboardingApi} serves, and into the AWS console. */
@Component
final class ServedLinks implements OnboardingLinks {
  private static final String STACK = "clickhouse-byoc-onboarding";

  private final TemplatesLocation templates;

  ServedLinks(TemplatesLocation templates) {
    this.templates = templates;
  }

  @Override
  public int templateVersion() {
    return TemplateVersion.newest().number();
  }

  @Override
  public CloudAccount.Links of(StoredAccount account) {
    String folder =
        "/v1/organizations/%s/cloudAccounts/%s/onboarding"
            .formatted(account.organizationId(), account.id());
    return new CloudAccount.Links(
        folder + "/cloudformation.yaml",
        templates
            .template(templateVersion())
            .map(template -> quickCreate(account, template))
            .orElse(null),
        folder + "/terraform.tar.gz");
  }

  /**
   * Opens the console's form with everything filled in: <a
   * href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-console-create-stacks-quick-create-links.html">source</a>.
   */
  private static String quickCreate(StoredAccount account, String template) {
    Map<String, String> query = new TreeMap<>();
    query.put("templateURL", template);
    query.put("stackName", STACK);
    new Choice(account)
        .parameters()
        .forEach((parameter, value) -> query.put("param_" + parameter.pascal(), value));
    StringBuilder url =
        new StringBuilder(
            "https://%1$s.console.aws.amazon.com/cloudformation/home?region=%1$s#/stacks/create/review"
                .formatted(account.regionId()));
    char separator = '?';
    for (Map.Entry<String, String> one : query.entrySet()) {
      url.append(separator)
          .append(one.getKey())
          .append('=')
          .append(URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8).replace("+", "%20"));
      separator = '&';
    }
    return url.toString();
  }
}
