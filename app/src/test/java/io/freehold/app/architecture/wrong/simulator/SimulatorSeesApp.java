package io.freehold.app.architecture.wrong.simulator;

import io.freehold.app.architecture.wrong.app.AppThing;

final class SimulatorSeesApp {
  final AppThing thing = new AppThing();
}
