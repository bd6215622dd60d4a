package io.freehold.app.architecture.wrong.controlplane.service;

import java.time.LocalDate;

final class AsksForToday {
  final LocalDate today = LocalDate.now();
}
