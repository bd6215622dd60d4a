package io.freehold.app.architecture.wrong.aws;

import org.springframework.core.Ordered;

final class AwsSeesSpring {
  final Ordered order = () -> 1;
}
