package io.freehold.kubernetes.service;

import java.util.List;

/**
 * How a service is backed up.
 *
 * @param cron when, in UTC
 * @param url where in S3 its backups go, ending in a slash
 * @param from the IPv4 blocks that pods of the cluster have addresses of
 * @param last whether the service is being deleted, and one last backup is made of it now
 */
public record BackupPlan(String cron, String url, List<String> from, boolean last) {
  public BackupPlan {
    from = List.copyOf(from);
  }
}
