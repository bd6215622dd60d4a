package io.freehold.controlplane.service;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/**
 * The metrics that {@code filtered_metrics} leaves. Which ones the public service leaves is not
 * published: here it is those that ClickHouse's own dashboard for the endpoint shows (<a
 * href="https://github.com/ClickHouse/clickhouse-mixin">source</a>), so that this works as it is.
 */
final class FilteredMetrics {
  private static final String OF_EVENTS =
      """
      AsyncInsertQuery CachedReadBufferReadFromCacheBytes CachedReadBufferReadFromSourceBytes
      DelayedInsertMilliseconds DelayedInserts FailedAsyncInsertQuery FailedInsertQuery
      FailedQuery FailedSelectQuery InsertQuery InsertQueryTimeMicroseconds InsertedBytes
      InsertedRows LogError MarkCacheHits MarkCacheMisses Merge MergeTreeDataWriterBlocks
      MergeTreeDataWriterCompressedBytes MergeTreeDataWriterRows
      MergeTreeDataWriterUncompressedBytes MergedRows MergedUncompressedBytes
      MergesTimeMilliseconds NetworkReceiveBytes NetworkSendBytes OSCPUVirtualTimeMicroseconds
      OSReadChars Query QueryMemoryLimitExceeded QueryTimeMicroseconds ReadBufferFromS3Bytes
      RejectedInserts SelectQuery SelectQueryTimeMicroseconds SelectedBytes SelectedMarks
      SelectedParts SelectedRanges SelectedRows
      """;

  private static final String OF_NOW =
      """
      DiskSpaceReservedForMerge FilesystemCacheSize MemoryTracking MergesMutationsMemoryTracking
      PartMutation PartsActive PartsCompact PartsDeleting PartsOutdated PartsPreActive
      PartsTemporary PartsWide PendingAsyncInsert TCPConnection
      """;

  private static final String MEASURED_NOW_AND_THEN =
      """
      CGroupMemoryTotal MaxPartCountForPartition NumberOfDatabases NumberOfTables
      OSSystemTimeNormalized OSUserTimeNormalized TotalBytesOfMergeTreeTables
      TotalPartsOfMergeTreeTables
      """;

  /** Names as ClickHouse writes them. */
  static final Set<String> NAMES = names();

  private FilteredMetrics() {}

  private static Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (ServerTable table : ServerTable.values()) {
      String some =
          switch (table) {
            case EVENTS -> OF_EVENTS;
            case METRICS -> OF_NOW;
            case ASYNCHRONOUS_METRICS -> MEASURED_NOW_AND_THEN;
            case ERRORS -> "";
          };
      Arrays.stream(some.split("\\s+"))
          .filter(name -> !name.isEmpty())
          .map(name -> table.prefix() + name)
          .forEach(names::add);
    }
    return Set.copyOf(names);
  }
}
