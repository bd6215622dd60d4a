package io.freehold.simulator.eks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import software.amazon.awssdk.services.eks.model.VersionStatus;

/** How long EKS supports each Kubernetes version, from a data file. */
final class Calendar {
  private static final String FILE = "cluster-versions.txt";
  private static final List<Entry> ENTRIES = read();

  private Calendar() {}

  /**
   * One version.
   *
   * @param released on EKS
   * @param standardEnd when standard support ends
   * @param extendedEnd when extended support ends, which costs more
   */
  record Entry(String version, Instant released, Instant standardEnd, Instant extendedEnd) {
    VersionStatus status(Instant now) {
      if (now.isBefore(standardEnd)) {
        return VersionStatus.STANDARD_SUPPORT;
      }
      return now.isBefore(extendedEnd) ? VersionStatus.EXTENDED_SUPPORT : VersionStatus.UNSUPPORTED;
    }
  }

  /** All versions, oldest first. */
  static List<Entry> entries() {
    return ENTRIES;
  }

  private static List<Entry> read() {
    try (InputStream in = Calendar.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("resource " + FILE + " is missing from the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Calendar::entry)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Entry entry(String line) {
    String[] fields = line.strip().split("\\s+");
    if (fields.length != 4) {
      throw new IllegalStateException(
          FILE + ": found '" + line + "', needed <version> and three dates");
    }
    return new Entry(fields[0], day(fields[1]), day(fields[2]), day(fields[3]));
  }

  private static Instant day(String text) {
    return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
