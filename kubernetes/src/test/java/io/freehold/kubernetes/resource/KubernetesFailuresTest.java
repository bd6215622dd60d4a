package io.freehold.kubernetes.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.freehold.kernel.failure.Failure;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class KubernetesFailuresTest {
  private final KubernetesFailures failures = new KubernetesFailures();

  private Failure of(int code) {
    return failures.classify(new KubernetesClientException("said so", code, null));
  }

  @Test
  void aBrokenConnectionPassesByItselfAndMayHaveTakenEffect() {
    Failure failure =
        failures.classify(
            new KubernetesClientException("Connection was closed", new IOException("closed")));
    assertThat(failure.kind()).isEqualTo(Failure.Kind.TRANSIENT);
    assertThat(failure.effect()).isEqualTo(Failure.Effect.UNKNOWN);
    assertThat(of(0).kind()).isEqualTo(Failure.Kind.TRANSIENT);
  }

  @Test
  void aRefusalIsToldFromAnIllness() {
    assertThat(of(403).kind()).isEqualTo(Failure.Kind.PERMISSION);
    assertThat(of(422).kind()).isEqualTo(Failure.Kind.INVALID);
    assertThat(of(422).effect()).isEqualTo(Failure.Effect.NONE);
    assertThat(of(503).kind()).isEqualTo(Failure.Kind.TRANSIENT);
    assertThat(of(503).effect()).isEqualTo(Failure.Effect.UNKNOWN);
    assertThat(of(429).kind()).isEqualTo(Failure.Kind.THROTTLED);
  }
}
