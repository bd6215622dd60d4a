package io.freehold.app.demo;

/** The demo did not come to its end; the message says where and why. */
public final class DemoFailure extends Exception {
  private static final long serialVersionUID = 1;

  DemoFailure(String message) {
    super(message);
  }
}
