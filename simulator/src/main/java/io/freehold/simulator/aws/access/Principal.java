package io.freehold.simulator.aws.access;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Who makes a call. */
public sealed interface Principal {
  /** The account in which it acts. */
  String accountId();

  /** As error messages and logs name it. */
  String arn();

  /** When its credentials end. */
  Instant expiry();

  /** May do everything in its account, for ever: for tests and to set up a demo. */
  record Root(String accountId) implements Principal {
    @Override
    public String arn() {
      return "arn:aws:iam::" + accountId + ":root";
    }

    @Override
    public Instant expiry() {
      return Instant.MAX;
    }
  }

  /**
   * A session of a role.
   *
   * @param accountId the role's account
   * @param roleArn the role, with its path
   * @param sessionName as given to AssumeRole
   * @param tags the session's tags: {@code aws:PrincipalTag/…}
   * @param sessionPolicies documents that narrow the session; empty where none was given
   * @param expiry when it ends
   */
  record RoleSession(
      String accountId,
      String roleArn,
      String sessionName,
      Map<String, String> tags,
      List<String> sessionPolicies,
      Instant expiry)
      implements Principal {
    public RoleSession {
      tags = Map.copyOf(tags);
      sessionPolicies = List.copyOf(sessionPolicies);
    }

    /** The role's name, without its path. */
    public String roleName() {
      return roleArn.substring(roleArn.lastIndexOf('/') + 1);
    }

    @Override
    public String arn() {
      return "arn:aws:sts::" + accountId + ":assumed-role/" + roleName() + "/" + sessionName;
    }
  }
}
