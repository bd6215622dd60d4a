package io.freehold.protocol.service;

/**
 * When a service may be brought to another version.
 *
 * @param weekday 0 is Sunday
 * @param duration in hours
 */
public record UpgradeWindow(int weekday, int startHourUtc, int duration) {}
