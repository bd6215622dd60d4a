package io.freehold.app.architecture.wrong.round.one;

import io.freehold.app.architecture.wrong.round.two.Two;

/** Part of a circle. */
public final class One {
  final Two two = new Two();
}
