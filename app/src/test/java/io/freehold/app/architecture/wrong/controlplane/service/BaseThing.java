package io.freehold.app.architecture.wrong.controlplane.service;

final class BaseThing {}
