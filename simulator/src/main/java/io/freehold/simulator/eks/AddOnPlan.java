package io.freehold.simulator.eks;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How the creation of an add-on will end.
 *
 * @param start when it began
 * @param takes how long, counted from the first Ready node where it needs one
 * @param failure why it will fail, if it will
 */
record AddOnPlan(Instant start, Duration takes, Optional<String> failure) {}
