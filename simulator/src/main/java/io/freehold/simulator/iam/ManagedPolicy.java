package io.freehold.simulator.iam;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A managed policy.
 *
 * @param versions oldest first; one of them is the default
 * @param made how many versions were ever made, so that no number comes twice
 */
record ManagedPolicy(
    String name,
    String path,
    String id,
    String arn,
    String description,
    Instant created,
    Instant updated,
    List<Version> versions,
    String defaultVersion,
    int made,
    Map<String, String> tags) {

  /**
   * One version.
   *
   * @param id {@code v1}, {@code v2} and so on
   */
  record Version(String id, String document, Instant created) {}

  static ManagedPolicy first(
      String name,
      String path,
      String id,
      String arn,
      String description,
      String document,
      Instant now,
      Map<String, String> tags) {
    return new ManagedPolicy(
        name,
        path,
        id,
        arn,
        description,
        now,
        now,
        List.of(new Version("v1", document, now)),
        "v1",
        1,
        tags);
  }

  /** What it says now. */
  String document() {
    return version(defaultVersion).map(Version::document).orElseThrow();
  }

  Optional<Version> version(String versionId) {
    return versions.stream().filter(version -> version.id().equals(versionId)).findFirst();
  }

  ManagedPolicy adding(String document, boolean asDefault, Instant now) {
    List<Version> next = new ArrayList<>(versions);
    next.add(new Version("v" + (made + 1), document, now));
    String chosen = asDefault ? "v" + (made + 1) : defaultVersion;
    return new ManagedPolicy(
        name, path, id, arn, description, created, now, next, chosen, made + 1, tags);
  }

  ManagedPolicy without(String versionId) {
    List<Version> next =
        versions.stream().filter(version -> !version.id().equals(versionId)).toList();
    return new ManagedPolicy(
        name, path, id, arn, description, created, updated, next, defaultVersion, made, tags);
  }

  ManagedPolicy tagged(Map<String, String> next) {
    return new ManagedPolicy(
        name, path, id, arn, description, created, updated, versions, defaultVersion, made, next);
  }
}
