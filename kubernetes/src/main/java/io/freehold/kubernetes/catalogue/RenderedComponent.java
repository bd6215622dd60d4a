package io.freehold.kubernetes.catalogue;

import io.freehold.kubernetes.chart.RenderedRelease;
import java.util.Optional;

/**
 * A component that comes as a chart, as it is to be in one infrastructure.
 *
 * @param release its objects; empty where it is not wanted
 */
public record RenderedComponent(Component component, Optional<RenderedRelease> release) {}
