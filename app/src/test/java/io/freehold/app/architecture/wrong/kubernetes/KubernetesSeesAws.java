package io.freehold.app.architecture.wrong.kubernetes;

import io.freehold.app.architecture.wrong.aws.AwsThing;

final class KubernetesSeesAws {
  final AwsThing thing = new AwsThing();
}
