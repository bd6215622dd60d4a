package io.freehold.simulator.s3;

import io.freehold.simulator.aws.call.Refusal;

/**
 * What S3 says no to: <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">codes</a>.
 */
final class Refusals {
  private Refusals() {}

  static Refusal noSuchBucket() {
    return Refusal.of("NoSuchBucket", 404, "The specified bucket does not exist");
  }

  static Refusal noSuchKey() {
    return Refusal.of("NoSuchKey", 404, "The specified key does not exist.");
  }

  static Refusal noSuchVersion() {
    return Refusal.of("NoSuchVersion", 404, "The specified version does not exist.");
  }

  static Refusal denied(String message) {
    return Refusal.of("AccessDenied", 403, message);
  }

  static Refusal malformed() {
    return Refusal.of(
        "MalformedXML",
        400,
        "The XML you provided was not well-formed or did not validate against our published"
            + " schema");
  }

  static Refusal invalidArgument(String message) {
    return Refusal.of("InvalidArgument", 400, message);
  }
}
