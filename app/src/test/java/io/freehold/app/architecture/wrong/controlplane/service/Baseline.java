package io.freehold.app.architecture.wrong.controlplane.service;

/** Allowed: a baseline is no base. */
final class Baseline {}
