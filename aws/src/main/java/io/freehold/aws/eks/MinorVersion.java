package io.freehold.aws.eks;

import io.freehold.kernel.resource.Impact;
import java.util.Comparator;

/** A Kubernetes version without its patch, as EKS names them: {@code 1.33}. */
record MinorVersion(int major, int minor) implements Comparable<MinorVersion> {

  static MinorVersion of(String text) {
    String[] parts = text.split("\\.", -1);
    try {
      if (parts.length == 2) {
        return new MinorVersion(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
      }
    } catch (NumberFormatException e) {
      // Said below, for all forms alike.
    }
    throw new IllegalArgumentException(
        "Kubernetes version: found '" + text + "', needed <major>.<minor>, such as 1.33");
  }

  /** What it means to go from one version to another: EKS goes forwards only. */
  static Impact impact(String wanted, String found) {
    return of(wanted).compareTo(of(found)) >= 0 ? Impact.DISRUPTIVE : Impact.REPLACE;
  }

  /** The next step on the way from one version to a later one: EKS takes one minor version each. */
  static String step(String wanted, String found) {
    MinorVersion from = of(found);
    MinorVersion next = new MinorVersion(from.major, from.minor + 1);
    return next.compareTo(of(wanted)) < 0 ? next.toString() : wanted;
  }

  /** The earlier one of two. */
  static String earlier(String one, String other) {
    return of(one).compareTo(of(other)) <= 0 ? one : other;
  }

  @Override
  public int compareTo(MinorVersion other) {
    return Comparator.comparingInt(MinorVersion::major)
        .thenComparingInt(MinorVersion::minor)
        .compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
