package io.freehold.app.architecture.wrong.wiring;

import java.time.Clock;

/** Allowed. */
final class Main {
  final Clock clock = Clock.systemUTC();
}
