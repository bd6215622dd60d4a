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

/** A release: all components in their pinned versions, each after all that it needs. */
public final class ReleaseCatalogue {
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  /** Oldest first. Clusters may have any of them: none is changed or taken away. */
  private static final List<ReleaseCatalogue> ALL = List.of(of(resource("release-1.yaml")));

  private final int release;
  private final String clickhouseVersion;
  private final Map<String, Component> components;

  private ReleaseCatalogue(
      int release, String clickhouseVersion, Map<String, Component> components) {
    this.release = release;
    this.clickhouseVersion = clickhouseVersion;
    this.components = components;
  }

  /** What a new infrastructure gets. */
  public static ReleaseCatalogue newest() {
    return ALL.getLast();
  }

  /** That of a release; nothing where it is newer than this program. */
  public static Optional<ReleaseCatalogue> find(int release) {
    return ALL.stream().filter(one -> one.release == release).findFirst();
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException naming the field that is not as it should be
   */
  static ReleaseCatalogue of(String yaml) {
    Entry file = new Entry("the catalogue", YAML.unmarshal(yaml, Map.class));
    Map<String, Component> components = new LinkedHashMap<>();
    int release = file.number("release");
    String clickhouseVersion =
        file.text(
            "clickhouseVersion",
            "[0-9]+\\.[0-9]+\\.[0-9]+\\.[0-9]+",
            "a version down to the patch, like 25.8.30.16");
    List<Entry> entries = file.entries("components");
    file.nothingElse();
    for (Entry entry : entries) {
      Component component = entry.component(components.keySet());
      components.put(component.name(), component);
    }
    return new ReleaseCatalogue(release, clickhouseVersion, components);
  }

  /** Its number, from 1 on. */
  public int release() {
    return release;
  }

  /** Of services made in an infrastructure of it: the tag of the servers' and Keeper's images. */
  public String clickhouseVersion() {
    return clickhouseVersion;
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
