package io.freehold.kubernetes.chart;

/** A chart that cannot be used as it is: says what was found, what is needed and what to do. */
public final class ChartException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ChartException(String field, String found, String needed, String remedy) {
    super("%s: found %s, needed %s; %s".formatted(field, found, needed, remedy));
  }
}
