package io.freehold.aws.account;

import io.freehold.aws.session.RoleSessions;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As whom a trust policy may name us.
 *
 * @param identity of the control plane's own credentials
 * @param configured the principal that templates name; empty where they name the whole account
 */
record Ourselves(RoleSessions.Identity identity, Optional<String> configured) {
  private static final Pattern SESSION =
      Pattern.compile("arn:[a-z-]+:sts::\\d{12}:assumed-role/([^/]+)/.*");

  /**
   * Whether this is us: our account, its root, what is configured, or the very role or user that
   * calls. Other principals of our account are not.
   */
  boolean are(String principal) {
    String account = identity.accountId();
    return principal.equals(account)
        || principal.equals("arn:aws:iam::" + account + ":root")
        || principal.equals(identity.arn())
        || configured.filter(principal::equals).isPresent()
        || isOurRole(principal);
  }

  /** The ARN of a session leaves out the path of its role. */
  private boolean isOurRole(String principal) {
    Matcher session = SESSION.matcher(identity.arn());
    return session.matches()
        && principal.startsWith("arn:aws:iam::" + identity.accountId() + ":role/")
        && principal.endsWith("/" + session.group(1));
  }

  /** The principal that a trust policy should name. */
  String wanted() {
    return configured.orElse("arn:aws:iam::" + identity.accountId() + ":root");
  }
}
