package io.freehold.app.architecture.wrong.app;

/** Allowed. */
public final class AppThing {}
