package io.freehold.kubernetes.resource;

import java.util.Map;

/** A node's name as a label's value: at most 63 letters, digits, '-', '_' and '.'. */
final class NodeLabel {
  private static final int LONGEST = 63;
  private static final int DIGEST = 8;

  private NodeLabel() {}

  /** What is a label's value already stays as it is; all others stay apart by a digest. */
  static String of(String node) {
    String plain = node.replaceAll("[^A-Za-z0-9._-]", ".");
    if (plain.equals(node) && plain.length() <= LONGEST) {
      return plain;
    }
    String digest = Tree.digest(Map.of("node", node)).substring(0, DIGEST);
    int room = LONGEST - DIGEST - 1;
    return (plain.length() <= room ? plain : plain.substring(0, room)) + "-" + digest;
  }
}
