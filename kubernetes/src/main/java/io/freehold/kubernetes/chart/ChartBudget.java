package io.freehold.kubernetes.chart;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * How much one chart may be, with all charts that lie in it: a chart comes from outside, and an
 * archive of some bytes can say that it holds gigabytes. The largest real one
 * (kube-prometheus-stack) has 8 MB in 400 files. For one thread.
 */
final class ChartBudget {
  /** Of an archive, in bytes; Helm's own client takes no more either. */
  static final int MOST_PACKED = 20 << 20;

  static final long MOST_BYTES = 64L << 20;
  static final int MOST_ENTRIES = 10_000;

  /** In characters. It also ends charts in charts in charts: each of them makes paths longer. */
  private static final int LONGEST_PATH = 1024;

  private final String place;
  private long bytes;
  private int entries;

  /**
   * @param place of the chart, for messages
   */
  ChartBudget(String place) {
    this.place = place;
  }

  /** Counts a file, a folder, or whatever else an archive has an entry for. */
  void entry() {
    if (++entries > MOST_ENTRIES) {
      throw tooMuch("more than " + MOST_ENTRIES + " files and folders");
    }
  }

  /** Refuses a path, inside the chart, that is too long. */
  void path(String path) {
    if (path.length() > LONGEST_PATH) {
      throw tooMuch("a path of %d characters: %.100s…".formatted(path.length(), path));
    }
  }

  /** All of a stream, whose length nobody is trusted with. */
  byte[] all(InputStream in) throws IOException {
    byte[] content = in.readNBytes((int) (MOST_BYTES - bytes + 1));
    spend(content.length);
    return content;
  }

  /** The next bytes of a stream, of which there is said to be that many. */
  byte[] next(InputStream in, long size) throws IOException {
    spend(size);
    byte[] content = in.readNBytes((int) size);
    if (content.length < size) {
      throw new EOFException("it ends in the middle of a file");
    }
    return content;
  }

  private void spend(long more) {
    if (more > MOST_BYTES - bytes) {
      throw tooMuch("more than " + MOST_BYTES + " bytes");
    }
    bytes += more;
  }

  private ChartException tooMuch(String found) {
    return new ChartException(
        place,
        found,
        "a chart of at most %d bytes in %d files, with paths of at most %d characters"
            .formatted(MOST_BYTES, MOST_ENTRIES, LONGEST_PATH),
        "find out whether it is the chart that it should be; nothing of it was used");
  }
}
