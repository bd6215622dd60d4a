package io.freehold.kubernetes.resource;

import io.freehold.kernel.resource.Diff;
import io.freehold.kernel.resource.Intent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A secret whose password is made up when it is created, and never again: it goes from here into
 * the cluster and is kept nowhere else. It has the password under {@link #PASSWORD} for whoever
 * logs in, and its hash under {@link #SHA256_HEX} for whoever lets them in. What matters later is
 * that it exists: its content is neither compared nor changed, and the API refuses to change it.
 */
public final class GeneratedSecret implements RefinedKind {
  public static final GeneratedSecret TYPE = new GeneratedSecret();

  public static final String PASSWORD = "password";
  public static final String SHA256_HEX = "password-sha256-hex";

  /** More than anybody can guess: 256 bits. */
  private static final int BYTES = 32;

  private static final KubernetesKind SECRET = KubernetesKinds.SECRET.once();

  private final SecureRandom random = new SecureRandom();

  private GeneratedSecret() {}

  /** What is said of it: all but its content. */
  public static Manifest manifest(String namespace, String name) {
    return Manifest.of(namespace, name, Map.of("type", "Opaque", "immutable", true));
  }

  @Override
  public KubernetesKind plain() {
    return SECRET;
  }

  /** After a lost answer it is there already: then another password would lock everybody out. */
  @Override
  public String create(KubernetesSession cluster, Manifest desired, Intent intent) {
    return SECRET.isOurs(cluster, desired.id())
        ? desired.id()
        : SECRET.create(cluster, withPassword(desired), intent);
  }

  @Override
  public Diff diff(Manifest desired, KubernetesKind.Observed observed) {
    return Diff.none();
  }

  @Override
  public void update(
      KubernetesSession cluster, String id, Manifest desired, KubernetesKind.Observed observed) {
    throw new UnsupportedOperationException("its content is never compared");
  }

  private Manifest withPassword(Manifest desired) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String password = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Map<String, Object> content = new LinkedHashMap<>(desired.content());
    content.put("data", Map.of(PASSWORD, base64(password), SHA256_HEX, base64(hash(password))));
    return Manifest.of(desired.namespace(), desired.name(), content);
  }

  private static String hash(String password) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(password.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }
}
