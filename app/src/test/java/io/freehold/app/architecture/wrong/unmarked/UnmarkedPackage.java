package io.freehold.app.architecture.wrong.unmarked;

final class UnmarkedPackage {}
