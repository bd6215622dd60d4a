package io.freehold.app.architecture.wrong.app;

import io.freehold.app.architecture.wrong.simulator.SimulatedThing;

/** Allowed: the app alone sees the simulator. */
final class AppSeesEverything {
  final SimulatedThing thing = new SimulatedThing();
  final long now = System.currentTimeMillis();
}
