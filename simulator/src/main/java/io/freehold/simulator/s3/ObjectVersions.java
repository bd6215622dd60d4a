package io.freehold.simulator.s3;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;

/** The objects of one bucket, newest version first. */
final class ObjectVersions {
  /** The version id of what was written while versions were not kept. */
  static final String NULL = "null";

  /**
   * One version of an object.
   *
   * @param marker whether it only says that the object was deleted; then it has no bytes
   */
  record Version(
      String key, String id, Instant modified, boolean marker, SdkBytes bytes, String eTag) {}

  private final TreeMap<String, List<Version>> byKey = new TreeMap<>();
  private long made;

  boolean isEmpty() {
    return byKey.isEmpty();
  }

  /** All versions, by key and from new to old. */
  List<Version> all() {
    return byKey.values().stream().flatMap(List::stream).toList();
  }

  Optional<Version> latest(String key) {
    return Optional.ofNullable(byKey.get(key)).map(List::getFirst);
  }

  Optional<Version> find(String key, String id) {
    return byKey.getOrDefault(key, List.of()).stream()
        .filter(version -> version.id().equals(id))
        .findFirst();
  }

  boolean isLatest(Version version) {
    return latest(version.key()).filter(version::equals).isPresent();
  }

  /** A new version id, in the form of S3's. */
  String nextId() {
    return String.format("%032d", ++made);
  }

  /** Puts a version on top; one without an id of its own takes the place of its like. */
  void add(Version version) {
    List<Version> versions = byKey.computeIfAbsent(version.key(), key -> new ArrayList<>());
    if (version.id().equals(NULL)) {
      versions.removeIf(old -> old.id().equals(NULL));
    }
    versions.addFirst(version);
  }

  void remove(String key, String id) {
    List<Version> versions = byKey.get(key);
    if (versions != null) {
      versions.removeIf(version -> version.id().equals(id));
      if (versions.isEmpty()) {
        byKey.remove(key);
      }
    }
  }
}
