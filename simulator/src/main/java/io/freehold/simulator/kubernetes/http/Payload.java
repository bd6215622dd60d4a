package io.freehold.simulator.kubernetes.http;

/** The bytes of a body. They are shared, not copied; nobody changes them. */
final class Payload {
  private final byte[] bytes;

  Payload(byte[] bytes) {
    this.bytes = bytes;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return bytes.length;
  }
}
