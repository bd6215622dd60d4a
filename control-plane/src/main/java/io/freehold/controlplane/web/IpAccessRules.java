package io.freehold.controlplane.web;

import io.freehold.model.network.Cidr;
import io.freehold.model.violation.Violations;
import io.freehold.protocol.IpAccess;
import java.util.List;

/** What is true of every list of addresses that may do something. */
public final class IpAccessRules {
  private IpAccessRules() {}

  /** Notes what is wrong with a list as it came in a body, where anything may be missing. */
  public static void check(String field, List<IpAccess> list, Violations violations) {
    for (int i = 0; i < list.size(); i++) {
      String source = list.get(i).source();
      String path = field + "[" + i + "].source";
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
