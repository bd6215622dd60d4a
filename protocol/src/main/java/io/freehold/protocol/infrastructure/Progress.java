package io.freehold.protocol.infrastructure;

/**
 * How far an infrastructure has come.
 *
 * @param ready resources that are as they should be
 * @param total all resources of the graph
 * @param secondsElapsed since the present work began
 * @param secondsExpected what the present work should take as a whole, from the latency profile
 */
public record Progress(int ready, int total, long secondsElapsed, long secondsExpected) {}
