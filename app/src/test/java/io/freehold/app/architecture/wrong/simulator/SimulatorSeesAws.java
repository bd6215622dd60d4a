package io.freehold.app.architecture.wrong.simulator;

import io.freehold.app.architecture.wrong.aws.AwsThing;

final class SimulatorSeesAws {
  final AwsThing thing = new AwsThing();
}
