package io.freehold.model.name;

import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a vendor may choose about names: the domain, and what the buckets are called.
 *
 * @param domain under which services are reached, without a final dot
 * @param bucketSuffixes by purpose; missing ones stand at their default. With the domain not more
 *     than 36 characters, so that bucket names fit into S3's 63
 */
public record NamingScheme(String domain, Map<BucketPurpose, String> bucketSuffixes) {
  /** The domain of the public service. */
  public static final String STANDARD_DOMAIN = "aws.byoc.clickhouse.cloud";

  /** S3 takes bucket names of 63 characters; infrastructure and region need 26 with their dots. */
  private static final int LONGEST_DOMAIN_AND_SUFFIX = 63 - "mhp0y4dmph.ap-southeast-1.-".length();

  private static final Pattern DOMAIN =
      Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}");
  private static final Pattern SUFFIX = Pattern.compile("[a-z0-9](?:[a-z0-9-]*[a-z0-9])?");

  public NamingScheme {
    if (!DOMAIN.matcher(domain).matches()) {
      throw new IllegalArgumentException(
          "domain: found '" + domain + "', needed a DNS name in lower case without a final dot");
    }
    EnumMap<BucketPurpose, String> suffixes = new EnumMap<>(BucketPurpose.class);
    for (BucketPurpose purpose : BucketPurpose.values()) {
      String suffix = bucketSuffixes.getOrDefault(purpose, purpose.defaultSuffix());
      if (!SUFFIX.matcher(suffix).matches()) {
        throw new IllegalArgumentException(
            "bucket suffix: found '" + suffix + "', needed lower-case letters, digits and hyphens");
      }
      if (domain.length() + suffix.length() > LONGEST_DOMAIN_AND_SUFFIX) {
        throw new IllegalArgumentException(
            "domain: found '"
                + domain
                + "' with bucket suffix '"
                + suffix
                + "', needed at most "
                + LONGEST_DOMAIN_AND_SUFFIX
                + " characters together. Choose a shorter domain or bucket suffix");
      }
      suffixes.put(purpose, suffix);
    }
    bucketSuffixes = Map.copyOf(suffixes);
  }

  /** The names of the public service. */
  public static NamingScheme standard() {
    return ofDomain(STANDARD_DOMAIN);
  }

  /** The usual names under another domain. */
  public static NamingScheme ofDomain(String domain) {
    return new NamingScheme(domain, Map.of());
  }

  /** The names of one infrastructure. */
  public InfrastructureNames of(ShortName infrastructure, String region) {
    return new InfrastructureNames(infrastructure, region, this);
  }

  String bucketSuffix(BucketPurpose purpose) {
    return bucketSuffixes.getOrDefault(purpose, purpose.defaultSuffix());
  }
}
