package io.freehold.aws.iam;

/**
 * The roles in the vendor's account that an infrastructure reports to: they alone may write to the
 * vendor's queue and bucket.
 *
 * @param stateWriter the ARN of the role that writes to the queue of service states
 * @param billingWriter the ARN of the role that writes to the bucket of billing data
 */
public record VendorRoles(String stateWriter, String billingWriter) {

  /** The roles as they are called in a vendor's account of its own. */
  public static VendorRoles in(String accountId) {
    String role = "arn:aws:iam::" + accountId + ":role/freehold-";
    return new VendorRoles(role + "state-writer", role + "billing-writer");
  }
}
