package io.freehold.kubernetes.catalogue;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All components in their pinned versions, each after all that it needs. */
public final class ReleaseCatalogue {
  private static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final ReleaseCatalogue CURRENT = of(resource("components.yaml"));

  private final Map<String, Component> components;

  private ReleaseCatalogue(Map<String, Component> components) {
    this.components = components;
  }

  /** That of this release of the program. */
  public static ReleaseCatalogue current() {
    return CURRENT;
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException naming the field that is not as it should be
   */
  static ReleaseCatalogue of(String yaml) {
    Entry file = new Entry("the catalogue", YAML.unmarshal(yaml, Map.class));
    Map<String, Component> components = new LinkedHashMap<>();
    List<Entry> entries = file.entries("components");
    file.nothingElse();
    for (Entry entry : entries) {
      Component component = entry.component(components.keySet());
      components.put(component.name(), component);
    }
    return new ReleaseCatalogue(components);
  }

  public List<Component> components() {
    return new ArrayList<>(components.values());
  }

  public Optional<Component> find(String name) {
    return Optional.ofNullable(components.get(name));
  }

  private static String resource(String file) {
    try (InputStream stream = ReleaseCatalogue.class.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IllegalStateException(file + " is missing from the program");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
