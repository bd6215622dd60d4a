package io.freehold.kubernetes.resource;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The secret of a certificate that is deleted. cert-manager leaves it where it is (<a
 * href="https://cert-manager.io/docs/usage/certificate/#cleaning-up-secrets-when-certificates-are-deleted">source</a>),
 * which is right for one that somebody else deletes: it is made again with the same key. With the
 * service that it was for, the key goes too.
 */
record IssuedSecret(String namespace, String name) {
  /**
   * The {@link Deletion} of a certificate. The secret goes before it: whatever is interrupted in
   * between is done again, as the certificate is still there. And once more after it, since
   * cert-manager may have been faster.
   */
  static void deleteWith(
      KubernetesClient client,
      String name,
      Resource<GenericKubernetesResource> certificate,
      Runnable delete) {
    of(certificate.get())
        .ifPresent(secret -> {
          secret.delete(client);
          delete.run();
          secret.delete(client);
        });
  }

  private static Optional<IssuedSecret> of(@Nullable GenericKubernetesResource certificate) {
    return certificate != null
            && certificate.getAdditionalProperties().get("spec") instanceof Map<?, ?> spec
            && spec.get("secretName") instanceof String secret
        ? Optional.of(new IssuedSecret(certificate.getMetadata().getNamespace(), secret))
        : Optional.empty();
  }

  private void delete(KubernetesClient client) {
    var ignored = client.secrets().inNamespace(namespace).withName(name).delete();
  }
}
