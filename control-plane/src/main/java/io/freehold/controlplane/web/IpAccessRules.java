package io.freehold.controlplane.web;

import io.freehold.model.network.Cidr;
import io.freehold.model.violation.Violations;
import io.freehold.protocol.IpAccess;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What is true of every list of addresses that may do something. */
public final class IpAccessRules {
  /** Far more than anybody lists, and little enough for the objects that have to hold it. */
  private static final int MOST = 1_000;

  private static final int LONGEST_DESCRIPTION = 256;

  private IpAccessRules() {}

  /** Notes how many entries there are, or would be, where these are too many. */
  public static void checkNumber(String field, int number, Violations violations) {
    if (number > MOST) {
      violations.add(
          field,
          "too-many-entries",
          number + " entries",
          "at most " + MOST,
          "Put neighbouring addresses into one range.");
    }
  }

  /** Notes what is wrong with a list as it came in a body, where anything may be missing. */
  public static void check(String field, List<IpAccess> list, Violations violations) {
    checkNumber(field, list.size(), violations);
    Set<String> sources = new HashSet<>();
    for (int i = 0; i < list.size(); i++) {
      String source = list.get(i).source();
      String path = field + "[" + i + "].source";
      String description = Objects.requireNonNullElse(list.get(i).description(), "");
      if (description.length() > LONGEST_DESCRIPTION) {
        violations.add(
            field + "[" + i + "].description",
            "description-too-long",
            description.length() + " characters",
            "at most " + LONGEST_DESCRIPTION);
      }
      if (source == null) {
        violations.add(path, "field-missing", null, "an IPv4 address or range");
        continue;
      }
      try {
        Cidr.parseAddressOrRange(source);
      } catch (IllegalArgumentException e) {
        violations.add(
            path,
            "ip-access-malformed",
            "'" + source + "'",
            "an IPv4 address or range",
            e.getMessage());
        continue;
      }
      if (!sources.add(source)) {
        violations.add(
            path,
            "source-twice",
            "'" + source + "' a second time",
            "each source once: it has one description");
      }
    }
  }

  /** Whether an address is on the list; an empty list has everybody on it. */
  public static boolean allows(List<IpAccess> list, String address) {
    if (list.isEmpty()) {
      return true;
    }
    List<Cidr> ranges = list.stream().map(one -> Cidr.parseAddressOrRange(one.source())).toList();
    if (ranges.stream().anyMatch(range -> range.prefixLength() == 0)) {
      return true;
    }
    try {
      Cidr from = Cidr.parseAddressOrRange(address);
      return ranges.stream().anyMatch(range -> range.contains(from));
    } catch (IllegalArgumentException ipv6) {
      return false;
    }
  }
}
