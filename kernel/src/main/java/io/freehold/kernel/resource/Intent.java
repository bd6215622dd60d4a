package io.freehold.kernel.resource;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * What is about to be created, on record before the call is made.
 *
 * @param owner whose it is
 * @param node its name in the owner's graph
 * @param generation 1 for the first thing of this node, one more for each one that takes its place
 * @param since when it was put on record for the first time; a node that was deleted and is wanted
 *     again begins anew
 */
public record Intent(Owner owner, String node, int generation, Instant since) {

  /**
   * The client token of this creation: the same after a crash, so that the cloud itself recognizes
   * a repeat, and never that of an earlier creation, which clouds remember beyond the thing's
   * deletion. 32 lower-case hexadecimal digits, which every AWS API with a token accepts.
   */
  public String token() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(
                  (owner + "/" + node + "/" + generation + "/" + since)
                      .getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
