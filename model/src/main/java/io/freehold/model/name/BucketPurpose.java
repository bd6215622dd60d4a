package io.freehold.model.name;

import java.util.Locale;

/** The buckets that every infrastructure has. */
public enum BucketPurpose {
  /** Data of ClickHouse services. */
  SHARED,
  /** Backups of ClickHouse services. */
  BACKUP,
  /** Metrics. */
  MONITORING;

  /** What the bucket's name ends with, unless it is configured otherwise: {@code shared}. */
  public String defaultSuffix() {
    return name().toLowerCase(Locale.ROOT);
  }
}
