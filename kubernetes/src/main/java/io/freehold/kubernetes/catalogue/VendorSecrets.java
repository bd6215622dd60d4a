package io.freehold.kubernetes.catalogue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the vendor was given for components, and they cannot do without: it goes from here into
 * secrets of the clusters, and is shown nowhere.
 */
public final class VendorSecrets {
  /** Nothing for any component. */
  public static final VendorSecrets NONE = new VendorSecrets(Map.of());

  private final Map<String, Map<String, String>> byComponent;

  private VendorSecrets(Map<String, Map<String, String>> byComponent) {
    this.byComponent = byComponent;
  }

  /**
   * With what one component needs.
   *
   * @param content of its secret, by the names under which it looks for it
   */
  public VendorSecrets with(String component, Map<String, String> content) {
    Map<String, Map<String, String>> all = new TreeMap<>(byComponent);
    all.put(component, Map.copyOf(content));
    return new VendorSecrets(all);
  }

  /** The data of a component's secret, as Kubernetes has it. */
  Optional<Map<String, Object>> data(String component) {
    return Optional.ofNullable(byComponent.get(component))
        .map(content -> {
          Map<String, Object> data = new TreeMap<>();
          content.forEach((name, text) -> data.put(name, base64(text)));
          return data;
        });
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "secrets for " + byComponent.keySet();
  }
}
