package io.freehold.app.architecture.wrong.controlplane.service;

import java.time.Clock;

final class MakesAClock {
  final Clock clock = Clock.systemUTC();
}
