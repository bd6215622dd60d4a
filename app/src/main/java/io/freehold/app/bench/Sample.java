package io.freehold.app.bench;

/**
 * Some measurements of one thing.
 *
 * @param count how many
 */
record Sample(int count, double median, double p99, double worst) {
  static Sample of(double[] values) {
    double[] sorted = values.clone();
    java.util.Arrays.sort(sorted);
    return new Sample(
        sorted.length,
        Figures.rounded(Figures.quantile(sorted, 0.5)),
        Figures.rounded(Figures.quantile(sorted, 0.99)),
        Figures.rounded(sorted[sorted.length - 1]));
  }
}
