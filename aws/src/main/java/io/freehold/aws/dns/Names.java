package io.freehold.aws.dns;

import java.util.Locale;

/** Names and ids as Route 53 writes them. */
final class Names {
  /** Every hosted zone. */
  static final String ZONES = "arn:aws:route53:::hostedzone/*";

  private Names() {}

  /** {@code /hostedzone/Z1} and {@code /change/C1} without the path. */
  static String id(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Route 53 ends names with a dot and writes the asterisk as an octal escape. */
  static String withoutDot(String name) {
    String plain = name.replace("\\052", "*").toLowerCase(Locale.ROOT);
    return plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain;
  }
}
