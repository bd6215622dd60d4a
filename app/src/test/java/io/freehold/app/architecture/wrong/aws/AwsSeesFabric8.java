package io.freehold.app.architecture.wrong.aws;

import io.fabric8.kubernetes.api.model.Pod;

final class AwsSeesFabric8 {
  final Pod pod = new Pod();
}
