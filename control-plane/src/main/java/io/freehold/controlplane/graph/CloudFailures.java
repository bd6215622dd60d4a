package io.freehold.controlplane.graph;

import io.freehold.aws.failure.AwsFailures;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.failure.FailureClassifier;
import io.freehold.kubernetes.resource.KubernetesFailures;

/** Hands a failure to the one class that knows that cloud's codes. */
public final class CloudFailures implements FailureClassifier {
  private final FailureClassifier aws = new AwsFailures();
  private final FailureClassifier kubernetes = new KubernetesFailures();

  @Override
  public Failure classify(RuntimeException thrown) {
    return KubernetesFailures.knows(thrown) ? kubernetes.classify(thrown) : aws.classify(thrown);
  }
}
