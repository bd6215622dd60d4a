package io.freehold.model.name;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The tags that Freehold sets on everything it makes in AWS. */
public final class Tags {
  /** Says that a thing belongs to the service at all; also the customer's mark on their own VPC. */
  public static final String MARK = "clickhouse-byoc";

  /** Names the infrastructure. This one, and no other, proves ownership. */
  public static final String OWNER = "clickhouse-byoc-infrastructure";

  /** Names the node of the resource graph, so that a lost answer can be made good. */
  public static final String NODE = "clickhouse-byoc-node";

  private Tags() {}

  /** The tags of one thing, in a fixed order. */
  public static Map<String, String> of(ShortName infrastructure, String node) {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put(MARK, "true");
    tags.put(OWNER, infrastructure.value());
    tags.put(NODE, node);
    return tags;
  }

  /** Whether a customer may not use this key: ours and AWS's. */
  public static boolean isReserved(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    return lower.startsWith(MARK)
        || lower.startsWith("aws:")
        || key.equals("Name")
        || lower.startsWith("kubernetes.io/")
        || lower.startsWith("k8s.io/")
        || lower.startsWith("eks:");
  }
}
