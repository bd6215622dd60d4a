package io.freehold.app.architecture.wrong.controlplane.service;

import java.time.Instant;

final class AsksTheWallClock {
  final Instant now = Instant.now();
}
