package io.freehold.kubernetes.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.kubernetes.resource.KubernetesKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InternalAuthorityTest {

  /** Whoever reads it starts anew when it changes: once, with the first certificate, not twice. */
  @Test
  void a_certificate_that_is_not_issued_yet_has_no_end() {
    assertThat(end(Map.of())).isEmpty();
    assertThat(end(Map.of("status", Map.of("conditions", List.of())))).isEmpty();
    assertThat(end(Map.of("status", Map.of("notAfter", "2026-04-05T00:00:00Z"))))
        .isEqualTo("2026-04-05T00:00:00Z");
  }

  private static String end(Map<String, Object> object) {
    return InternalAuthority.end(new KubernetesKind.Observed("logging", "one", object, Map.of()));
  }
}
