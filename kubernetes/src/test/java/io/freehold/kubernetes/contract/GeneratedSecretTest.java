package io.freehold.kubernetes.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.freehold.kernel.failure.FailureException;
import io.freehold.kernel.resource.Intent;
import io.freehold.kernel.resource.Observation;
import io.freehold.kernel.resource.Owner;
import io.freehold.kubernetes.resource.GeneratedSecret;
import io.freehold.kubernetes.resource.KubernetesKind;
import io.freehold.kubernetes.resource.KubernetesSession;
import io.freehold.kubernetes.resource.Manifest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A secret that is made up once, and never looked into again. */
class GeneratedSecretTest {
  private static final Owner OWNER = new Owner("service");
  private static final Manifest WANTED = GeneratedSecret.manifest("default", "made-up");

  private final Backend backend = new SimulatedApiTest().start();
  private final KubernetesSession session =
      new KubernetesSession(Optional.of(backend.client()), new Owner("infra"), OWNER);

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void has_a_password_and_its_hash() throws Exception {
    create();
    String password = value(GeneratedSecret.PASSWORD);
    assertThat(password).hasSize(43).matches("[A-Za-z0-9_-]+");
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(password.getBytes(StandardCharsets.US_ASCII));
    assertThat(value(GeneratedSecret.SHA256_HEX)).isEqualTo(HexFormat.of().formatHex(hash));
    assertThat(WANTED.toString()).doesNotContain(password);
  }

  /** As after a lost answer. */
  @Test
  void created_again_it_stays_as_it_is() {
    create();
    String password = value(GeneratedSecret.PASSWORD);
    create();
    assertThat(value(GeneratedSecret.PASSWORD)).isEqualTo(password);
    assertThat(GeneratedSecret.TYPE.diff(WANTED, there()).isEmpty()).isTrue();
  }

  @Test
  void nobody_changes_it_and_once_it_is_gone_another_is_made() {
    create();
    String password = value(GeneratedSecret.PASSWORD);
    Secret changed =
        new SecretBuilder(secret()).addToData(GeneratedSecret.PASSWORD, "b3RoZXI=").build();
    assertThatThrownBy(() -> backend.client().resource(changed).update())
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("immutable");

    GeneratedSecret.TYPE.delete(session, WANTED.id());
    assertThat(GeneratedSecret.TYPE.observe(session, Set.of(WANTED.id()))).isEmpty();
    create();
    assertThat(value(GeneratedSecret.PASSWORD)).isNotEqualTo(password);
  }

  @Test
  void one_of_somebody_elses_is_left_alone() {
    var ignored =
        backend
            .client()
            .resource(
                new SecretBuilder()
                    .withNewMetadata()
                    .withNamespace("default")
                    .withName("made-up")
                    .endMetadata()
                    .withStringData(Map.of(GeneratedSecret.PASSWORD, "theirs"))
                    .build())
            .create();
    assertThatThrownBy(this::create)
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("exists");
  }

  private void create() {
    assertThat(
            GeneratedSecret.TYPE.create(
                session, WANTED, new Intent(OWNER, "node", 1, Instant.EPOCH)))
        .isEqualTo(WANTED.id());
  }

  private KubernetesKind.Observed there() {
    Observation<KubernetesKind.Observed> seen =
        GeneratedSecret.TYPE.observe(session, Set.of(WANTED.id())).get(WANTED.id());
    return seen instanceof Observation.Present<KubernetesKind.Observed>(var value, var ownership)
        ? value
        : fail("found " + seen);
  }

  private Secret secret() {
    return backend.client().secrets().inNamespace("default").withName("made-up").get();
  }

  private String value(String key) {
    return new String(
        Base64.getDecoder().decode(secret().getData().get(key)), StandardCharsets.US_ASCII);
  }
}
