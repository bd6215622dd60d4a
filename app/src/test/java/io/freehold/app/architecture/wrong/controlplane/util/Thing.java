package io.freehold.app.architecture.wrong.controlplane.util;

final class Thing {}
