package io.freehold.kubernetes.chart;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where charts come from. */
@FunctionalInterface
public interface ChartSource {
  /** What a chart's name is made of, and its version too: both become names of files. */
  Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,99}");

  /**
   * What is asked for.
   *
   * @param name the chart's own
   * @param version exactly
   * @param archive where its packed form is published
   * @param sha256 of the packed form, in hexadecimal; empty where nobody has verified one
   */
  record Wanted(String name, String version, URI archive, Optional<String> sha256) {
    public Wanted {
      for (String one : List.of(name, version)) {
        if (!NAME.matcher(one).matches()) {
          throw new IllegalArgumentException(
              "chart: found '%s', needed letters, digits, '.', '_', '+' and '-'; correct it"
                  .formatted(one));
        }
      }
    }

    /** The name of its packed form in a folder. */
    public String file() {
      return name + "-" + version + ".tgz";
    }

    @Override
    public String toString() {
      return name + " " + version;
    }
  }

  /**
   * The chart, or nothing where this source does not have it.
   *
   * @throws ChartException where what it has is another one than what is wanted
   */
  Optional<Chart> find(Wanted wanted);

  /** That no source has it. */
  static ChartException missing(Wanted wanted) {
    return new ChartException(
        "chart " + wanted,
        "none",
        "it",
        "put %s into the folder of charts".formatted(wanted.file()));
  }

  /** This source, and the other for what this one does not have. */
  default ChartSource or(ChartSource other) {
    return wanted -> find(wanted).or(() -> other.find(wanted));
  }

  /** That a chart which was read is the one that is wanted. */
  static Chart checked(Wanted wanted, Chart chart, String place) {
    if (!chart.name().equals(wanted.name()) || !isSame(chart.version(), wanted.version())) {
      throw new ChartException(
          place, chart.toString(), wanted.toString(), "put that version there instead");
    }
    if (chart.archiveDigest().isPresent()
        && wanted.sha256().isPresent()
        && !wanted.sha256().equals(chart.archiveDigest())) {
      throw new ChartException(
          place + ": SHA-256",
          chart.archiveDigest().get(),
          wanted.sha256().get(),
          "find out who changed it; nothing of it was used");
    }
    return chart;
  }

  private static boolean isSame(String version, String other) {
    return plain(version).equals(plain(other));
  }

  private static String plain(String version) {
    return version.startsWith("v") ? version.substring(1) : version;
  }
}
