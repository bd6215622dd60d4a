package io.freehold.aws.storage;

import java.util.Comparator;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;

/**
 * When S3 throws things away by itself. Days of zero mean never.
 *
 * @param id unique in the bucket
 * @param prefix of the keys that it concerns; empty for all
 * @param expireAfterDays objects, by their age
 * @param expireOldVersionsAfterDays versions that were overwritten or deleted, since then
 * @param abortUploadsAfterDays uploads in parts that were never completed
 */
public record LifecycleRule(
    String id,
    String prefix,
    int expireAfterDays,
    int expireOldVersionsAfterDays,
    int abortUploadsAfterDays)
    implements Comparable<LifecycleRule> {

  /** Parts of uploads that broke off are paid for and never seen. */
  public static LifecycleRule abortUploads() {
    return new LifecycleRule("abort-uploads", "", 0, 0, 7);
  }

  /**
   * Objects go by themselves.
   *
   * @param days of their age
   */
  public static LifecycleRule expire(String id, int days) {
    return new LifecycleRule(id, "", days, 0, 0);
  }

  @Override
  public int compareTo(LifecycleRule other) {
    return Comparator.comparing(LifecycleRule::toString).compare(this, other);
  }

  software.amazon.awssdk.services.s3.model.LifecycleRule toAws() {
    var rule =
        software.amazon.awssdk.services.s3.model.LifecycleRule.builder()
            .id(id)
            .status(ExpirationStatus.ENABLED)
            .filter(f -> f.prefix(prefix));
    if (expireAfterDays > 0) {
      rule.expiration(e -> e.days(expireAfterDays));
    }
    if (expireOldVersionsAfterDays > 0) {
      rule.noncurrentVersionExpiration(e -> e.noncurrentDays(expireOldVersionsAfterDays));
    }
    if (abortUploadsAfterDays > 0) {
      rule.abortIncompleteMultipartUpload(a -> a.daysAfterInitiation(abortUploadsAfterDays));
    }
    return rule.build();
  }

  /** A rule that says more than these fields comes back as one of another id: none of ours. */
  static LifecycleRule of(software.amazon.awssdk.services.s3.model.LifecycleRule rule) {
    LifecycleRule known =
        new LifecycleRule(
            rule.id(),
            rule.filter() == null || rule.filter().prefix() == null ? "" : rule.filter().prefix(),
            rule.expiration() == null ? 0 : days(rule.expiration().days()),
            rule.noncurrentVersionExpiration() == null
                ? 0
                : days(rule.noncurrentVersionExpiration().noncurrentDays()),
            rule.abortIncompleteMultipartUpload() == null
                ? 0
                : days(rule.abortIncompleteMultipartUpload().daysAfterInitiation()));
    return says(rule, known.toAws()) ? known : known.named(rule.id() + " (changed)");
  }

  private static boolean says(
      software.amazon.awssdk.services.s3.model.LifecycleRule found,
      software.amazon.awssdk.services.s3.model.LifecycleRule ours) {
    return found.transitions().isEmpty()
        && found.noncurrentVersionTransitions().isEmpty()
        && found.status() == ours.status()
        && (found.filter() == null
            || (found.filter().tag() == null
                && found.filter().and() == null
                && found.filter().objectSizeGreaterThan() == null
                && found.filter().objectSizeLessThan() == null))
        && (found.expiration() == null || found.expiration().date() == null);
  }

  private LifecycleRule named(String other) {
    return new LifecycleRule(
        other, prefix, expireAfterDays, expireOldVersionsAfterDays, abortUploadsAfterDays);
  }

  private static int days(Integer days) {
    return Optional.ofNullable(days).orElse(0);
  }
}
