package io.freehold.kubernetes.catalogue;

import io.freehold.kubernetes.chart.RenderedRelease;
import io.freehold.kubernetes.resource.Manifest;
import java.util.Optional;

/**
 * A component that comes as a chart, as it is to be in one infrastructure.
 *
 * @param release its objects; empty where it is not wanted
 * @param secret what the vendor gave for it, which has to be there before them
 * @param logHouse the namespace of the service that has to be able to take logs before them
 */
public record RenderedComponent(
    Component component,
    Optional<RenderedRelease> release,
    Optional<Manifest> secret,
    Optional<String> logHouse) {
  /** Without what it consists of. */
  @Override
  public String toString() {
    return component.name() + (release.isPresent() ? "" : ", not wanted");
  }
}
