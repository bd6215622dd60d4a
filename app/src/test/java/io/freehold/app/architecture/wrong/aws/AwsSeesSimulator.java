package io.freehold.app.architecture.wrong.aws;

import io.freehold.app.architecture.wrong.simulator.SimulatedThing;

final class AwsSeesSimulator {
  final SimulatedThing thing = new SimulatedThing();
}
