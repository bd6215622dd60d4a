package io.freehold.protocol.service;

import org.jspecify.annotations.Nullable;

/**
 * How often a service is backed up, and how long a backup is kept.
 *
 * @param backupStartTime {@code HH:MM} in UTC; null where it goes by the period alone
 */
public record BackupConfiguration(
    int backupPeriodInHours, int backupRetentionPeriodInHours, @Nullable String backupStartTime) {}
