package io.freehold.simulator.loadbalancing;

import java.util.Map;
import java.util.Optional;

/**
 * The hosted zones in which AWS keeps the names of network load balancers, which alias records have
 * to name: <a href="https://docs.aws.amazon.com/general/latest/gr/elb.html">source</a>.
 */
final class AliasZones {
  private static final Map<String, String> BY_REGION =
      Map.ofEntries(
          Map.entry("ap-northeast-1", "Z31USIVHYNEOWT"),
          Map.entry("ap-northeast-2", "ZIBE1TIR4HY56"),
          Map.entry("ap-south-1", "ZVDDRBQ08TROA"),
          Map.entry("ap-southeast-1", "ZKVM4W9LS7TM"),
          Map.entry("ap-southeast-2", "ZCT6FZBF4DROD"),
          Map.entry("ca-central-1", "Z2EPGBW3API2WT"),
          Map.entry("eu-central-1", "Z3F0SRJ5LGBH90"),
          Map.entry("eu-west-1", "Z2IFOLAFXWLO4F"),
          Map.entry("eu-west-2", "ZD4D7Y8KGAS4G"),
          Map.entry("il-central-1", "Z0313266YDI6ZRHTGQY4"),
          Map.entry("us-east-1", "Z26RNL4JYFTOTI"),
          Map.entry("us-east-2", "ZLMOA37VPKANP"),
          Map.entry("us-west-2", "Z18D5FSROUN65G"));

  private AliasZones() {}

  static String of(String region) {
    return find(region)
        .orElseThrow(() ->
            new UnsupportedOperationException(
                "load balancers in " + region + " are not simulated"));
  }

  static Optional<String> find(String region) {
    return Optional.ofNullable(BY_REGION.get(region));
  }
}
