package io.freehold.simulator.aws.call;

/**
 * A token bucket, one for each account and region.
 *
 * @param bucket its name: calls with the same name share it
 * @param burst how many calls it holds
 * @param perSecond how many come back each second
 */
public record RateLimit(String bucket, double burst, double perSecond) {}
