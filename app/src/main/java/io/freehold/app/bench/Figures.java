package io.freehold.app.bench;

import java.util.List;
import java.util.Locale;

/** What a benchmark found. Its fields are what is printed. */
public sealed interface Figures permits ProvisionBench.Report, ServicesBench.Report {
  /** Every figure that is not what it is to be, with what was found and needed. */
  List<String> missed();

  /** Notes a figure that is higher than it is to be. */
  static void atMost(List<String> missed, String figure, double found, double needed) {
    if (found > needed) {
      missed.add(
          String.format(Locale.ROOT, "%s: found %.3f, needed at most %.3f", figure, found, needed));
    }
  }

  /** The value below which that share of the sorted ones is. */
  static double quantile(double[] sorted, double share) {
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }

  static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
