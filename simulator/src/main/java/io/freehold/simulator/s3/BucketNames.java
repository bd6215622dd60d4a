package io.freehold.simulator.s3;

import io.freehold.simulator.aws.call.Refusal;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What buckets can be called: <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html">rules</a>.
 */
final class BucketNames {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern ADDRESS = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+");
  private static final List<String> BEGINNINGS = List.of("xn--", "sthree-", "amzn-s3-demo-");
  private static final List<String> ENDS =
      List.of("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3");

  private BucketNames() {}

  static void check(String name) {
    boolean right =
        FORM.matcher(name).matches()
            && !name.contains("..")
            && !ADDRESS.matcher(name).matches()
            && BEGINNINGS.stream().noneMatch(name::startsWith)
            && ENDS.stream().noneMatch(name::endsWith);
    if (!right) {
      throw Refusal.of("InvalidBucketName", 400, "The specified bucket is not valid.");
    }
  }
}
