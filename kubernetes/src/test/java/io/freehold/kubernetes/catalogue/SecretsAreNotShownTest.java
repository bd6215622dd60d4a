package io.freehold.kubernetes.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.kubernetes.resource.KubernetesKinds;
import io.freehold.kubernetes.resource.Manifest;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is put into words by the way, as in a log, has no secret in it. */
class SecretsAreNotShownTest {
  private static final String SECRET = "aHVzaGh1c2g=";

  @Test
  void neither_what_is_wanted_nor_what_is_there_nor_a_component_shows_its_content() {
    Manifest manifest = Manifest.of("vault", "key", Map.of("data", Map.of("key", SECRET)));
    assertThat(manifest.content().toString()).contains(SECRET);
    Object there = KubernetesKinds.SECRET.predict(manifest);
    Component component =
        ReleaseCatalogue.newest().components().stream()
            .filter(one -> one.secret().isPresent())
            .findFirst()
            .orElseThrow();
    var rendered =
        new RenderedComponent(component, Optional.empty(), Optional.of(manifest), Optional.empty());

    assertThat(manifest).hasToString("vault/key " + manifest.digest());
    assertThat(there).hasToString("vault/key");
    assertThat(rendered).hasToString("tailscale, not wanted");
  }
}
