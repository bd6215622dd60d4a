package io.freehold.app.architecture.wrong.aws;

/** Allowed. */
public final class AwsThing {}
