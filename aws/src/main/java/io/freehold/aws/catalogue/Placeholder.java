package io.freehold.aws.catalogue;

/** Stands in a policy for what each customer chooses; put in when the policy is written. */
public enum Placeholder {
  /** The path of the roles that the control plane makes, with a slash at both ends. */
  ROLE_PATH("<role-path>"),
  /** The ARN of the boundary of those roles. */
  BOUNDARY("<boundary-arn>"),
  /** The ARN of the management role itself. */
  MANAGEMENT_ROLE("<management-role-arn>"),
  /** The vendor's AWS account, 12 digits. */
  VENDOR_ACCOUNT("<vendor-account>"),
  /** Who may assume the management role: the ARN of the vendor's account or of a role in it. */
  VENDOR_PRINCIPAL("<vendor-principal>"),
  /** Which the vendor has to name for that. */
  EXTERNAL_ID("<external-id>");

  private final String text;

  Placeholder(String text) {
    this.text = text;
  }

  /** As it stands in a policy; no ARN has angle brackets. */
  public String text() {
    return text;
  }
}
