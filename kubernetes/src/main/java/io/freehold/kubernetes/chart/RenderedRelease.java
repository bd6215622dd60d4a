package io.freehold.kubernetes.chart;

import java.util.List;

/**
 * What a release consists of.
 *
 * @param component whose it is
 * @param objects in the order in which they are applied
 * @param leftOut what the chart has besides, and why it is not applied
 */
public record RenderedRelease(
    String component, List<RenderedObject> objects, List<String> leftOut) {
  public RenderedRelease {
    objects = List.copyOf(objects);
    leftOut = List.copyOf(leftOut);
  }
}
