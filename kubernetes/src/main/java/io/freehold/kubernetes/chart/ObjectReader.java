package io.freehold.kubernetes.chart;

import io.freehold.kubernetes.resource.ChartKinds;
import io.freehold.kubernetes.resource.KubernetesKind;
import io.freehold.kubernetes.resource.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the objects out of what a chart's templates give. */
final class ObjectReader {
  private static final Pattern BETWEEN = Pattern.compile("(?m)^---\\s*$");
  private static final Pattern SOURCE = Pattern.compile("(?m)^# Source: (.+)$");

  private final Release release;

  ObjectReader(Release release) {
    this.release = release;
  }

  /**
   * An object as it was read.
   *
   * @param template what it comes from
   * @param hook when to apply it, if it is one
   */
  record Read(
      String template, KubernetesKind kind, Manifest manifest, Optional<Hook.Use.Applied> hook) {
    @Override
    public String toString() {
      return kind.kind() + " " + manifest.id() + " of " + template;
    }
  }

  /**
   * All that was read.
   *
   * @param leftOut hooks that are not applied, and why
   */
  record Contents(List<Read> objects, List<String> leftOut) {}

  Contents all(String manifests) {
    Contents all = new Contents(new ArrayList<>(), new ArrayList<>());
    for (String document : BETWEEN.split(manifests)) {
      Matcher source = SOURCE.matcher(document);
      String template = source.find() ? source.group(1).strip() : release.toString();
      read(template, yaml(template, document), all);
    }
    return all;
  }

  private static Map<String, Object> yaml(String template, String document) {
    try {
      return HelmYaml.object(document);
    } catch (RuntimeException e) {
      throw new ChartException(
          template, "no YAML: " + e.getMessage(), "YAML", "change the values it is made of");
    }
  }

  private void read(String template, Map<String, Object> object, Contents to) {
    if (object.isEmpty()) {
      return;
    }
    String kind = String.valueOf(object.getOrDefault("kind", ""));
    if (kind.endsWith("List") && object.get("items") instanceof List<?> items) {
      items.forEach(item -> read(template, map(item), to));
      return;
    }
    Map<String, Object> metadata = map(object.get("metadata"));
    Map<String, String> annotations = texts(template, "annotations", metadata.get("annotations"));
    Optional<Hook.Use> use = Hook.of(annotations).map(Hook::use);
    if (use.isPresent() && use.get() instanceof Hook.Use.LeftOut(Optional<String> reason)) {
      reason.ifPresent(why ->
          to.leftOut().add("%s %s of %s: %s".formatted(kind, metadata.get("name"), template, why)));
      return;
    }
    refuseUnfit(template + ": " + kind, metadata);
    KubernetesKind known = kind(template, object, kind);
    String namespace =
        known.context().isNamespaceScoped()
            ? String.valueOf(metadata.getOrDefault("namespace", release.namespace()))
            : "";
    Map<String, Object> content = new LinkedHashMap<>(object);
    List.of("apiVersion", "kind", "metadata", "status").forEach(content::remove);
    asTheApiKeepsIt(kind, content);
    to.objects()
        .add(
            new Read(
                template,
                known,
                Manifest.of(namespace, String.valueOf(metadata.get("name")), content)
                    .withLabels(texts(template, "labels", metadata.get("labels")))
                    .withAnnotations(Hook.without(annotations)),
                use.flatMap(one ->
                    one instanceof Hook.Use.Applied applied
                        ? Optional.of(applied)
                        : Optional.empty())));
  }

  private static KubernetesKind kind(String template, Map<String, Object> object, String kind) {
    String apiVersion = String.valueOf(object.getOrDefault("apiVersion", ""));
    return ChartKinds.find(apiVersion, kind)
        .orElseThrow(() ->
            new ChartException(
                template,
                "an object of kind " + apiVersion + " " + kind,
                "one whose deletion is known by its name alone",
                "switch it off by a value, or add the kind to ChartKinds"));
  }

  private static void refuseUnfit(String where, Map<String, Object> metadata) {
    if (!(metadata.get("name") instanceof String name) || name.isEmpty()) {
      throw new ChartException(
          where + ": metadata.name",
          String.valueOf(metadata.get("name")),
          "a name",
          "change the values it is made of");
    }
    for (String unfit : List.of("finalizers", "ownerReferences")) {
      if (metadata.containsKey(unfit)) {
        throw new ChartException(
            where + ": metadata." + unfit,
            String.valueOf(metadata.get(unfit)),
            "an object that nobody else has to let go",
            "switch it off by a value");
      }
    }
  }

  /** What the API would turn into something else as soon as it is applied. */
  private static void asTheApiKeepsIt(String kind, Map<String, Object> content) {
    switch (kind) {
      case "Secret" -> {
        Map<String, Object> data = new LinkedHashMap<>(map(content.get("data")));
        map(content.remove("stringData"))
            .forEach((key, value) ->
                data.put(
                    key,
                    Base64.getEncoder()
                        .encodeToString(String.valueOf(value).getBytes(StandardCharsets.UTF_8))));
        if (!data.isEmpty()) {
          content.put("data", data);
        }
      }
      case "ClusterRole" -> {
        if (content.containsKey("aggregationRule")) {
          content.remove("rules"); // filled in by the cluster
        }
      }
      case "Job" -> {
        // Once it were gone it would be missed, and run again.
        Map<String, Object> spec = new LinkedHashMap<>(map(content.get("spec")));
        spec.remove("ttlSecondsAfterFinished");
        content.put("spec", spec);
      }
      default -> {
        // Kept as it is.
      }
    }
  }

  @SuppressWarnings("unchecked") // made by HelmYaml
  private static Map<String, Object> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  private static Map<String, String> texts(String template, String field, @Nullable Object value) {
    Map<String, String> texts = new LinkedHashMap<>();
    map(value)
        .forEach((key, one) -> {
          if (!(one instanceof String text)) {
            throw new ChartException(
                template + ": metadata." + field + "." + key,
                String.valueOf(one),
                "a text",
                "put the value into quotes");
          }
          texts.put(key, text);
        });
    return texts;
  }
}
