package io.freehold.app.architecture.wrong.controlplane.service;

final class Sleeps {
  void sleep() throws InterruptedException {
    Thread.sleep(1);
  }
}
