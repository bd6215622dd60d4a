package io.freehold.app.architecture.wrong.kernel;

/** Allowed. */
public final class KernelThing {}
