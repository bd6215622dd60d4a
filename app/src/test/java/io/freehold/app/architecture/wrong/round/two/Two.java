package io.freehold.app.architecture.wrong.round.two;

import io.freehold.app.architecture.wrong.round.one.One;

/** Part of a circle. */
public final class Two {
  final Class<?> one = One.class;
}
