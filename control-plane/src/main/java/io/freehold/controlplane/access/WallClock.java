package io.freehold.controlplane.access;

import java.time.InstantSource;

/**
 * The time that clients live in. In a simulation the engine's clock stands still or runs faster.
 */
public record WallClock(InstantSource source) {}
