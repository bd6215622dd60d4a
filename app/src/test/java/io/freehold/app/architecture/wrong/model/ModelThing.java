package io.freehold.app.architecture.wrong.model;

/** Allowed. */
public final class ModelThing {}
