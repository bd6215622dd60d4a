package io.freehold.app.architecture.wrong.simulator;

/** Allowed. */
public final class SimulatedThing {}
