package io.freehold.kubernetes.catalogue;

import io.freehold.kubernetes.chart.Chart;
import io.freehold.kubernetes.chart.ChartException;
import io.freehold.kubernetes.chart.ChartSource;
import io.freehold.kubernetes.chart.Release;
import io.freehold.kubernetes.chart.Renderer;
import io.freehold.kubernetes.resource.Manifest;
import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.infrastructure.Network;
import io.freehold.model.name.BucketPurpose;
import io.freehold.model.name.InfrastructureNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The charts of a release, rendered for infrastructures. For several threads; each chart is looked
 * for until it is found, and what was rendered is kept: a graph is built for every pass.
 */
public final class ComponentCharts {
  private final ChartSource source;
  private final VendorSecrets secrets;
  private final Map<ChartSource.Wanted, Chart> found = new ConcurrentHashMap<>();
  private final Renderer renderer = new Renderer();

  /**
   * Without what nobody gave a secret for.
   *
   * @param source where charts are found
   */
  public ComponentCharts(ChartSource source) {
    this(source, VendorSecrets.NONE);
  }

  /**
   * @param source where charts are found
   * @param secrets for components that are wanted only with theirs
   */
  public ComponentCharts(ChartSource source, VendorSecrets secrets) {
    this.source = source;
    this.secrets = secrets;
  }

  /**
   * All components that are charts, each after what it needs.
   *
   * @throws ChartException where a chart cannot be had, or cannot be used
   * @throws UnknownReleaseException where the infrastructure is of a release that this program does
   *     not know
   */
  public List<RenderedComponent> of(InfrastructureSpec spec, InfrastructureNames names) {
    Map<String, String> facts = facts(spec, names);
    ReleaseCatalogue catalogue =
        ReleaseCatalogue.find(spec.release())
            .orElseThrow(() ->
                new UnknownReleaseException(spec.release(), ReleaseCatalogue.newest().release()));
    return catalogue.components().stream()
        .flatMap(component ->
            component.chart().stream().map(wanted -> rendered(component, wanted, spec, facts)))
        .toList();
  }

  private RenderedComponent rendered(
      Component component,
      ChartSource.Wanted wanted,
      InfrastructureSpec spec,
      Map<String, String> facts) {
    Optional<Manifest> secret = component.secret().flatMap(name -> secret(component, name));
    Optional<String> logHouse = component.onlyWithLogHouse() ? logHouse(spec) : Optional.empty();
    boolean isWanted =
        (component.secret().isEmpty() || secret.isPresent())
            && (!component.onlyWithLogHouse() || logHouse.isPresent());
    return new RenderedComponent(
        component,
        isWanted
            ? Optional.of(renderer.render(release(component, wanted, spec, with(secret, facts))))
            : Optional.empty(),
        secret,
        logHouse);
  }

  private static Optional<String> logHouse(InfrastructureSpec spec) {
    return Optional.ofNullable(spec.logHouse()).map(one -> one.service().value());
  }

  private Optional<Manifest> secret(Component component, String name) {
    return secrets
        .data(component.name())
        .map(data ->
            Manifest.of(component.namespace(), name, Map.of("type", "Opaque", "data", data)));
  }

  /** By another digest pods start anew that read their secret once. */
  private static Map<String, String> with(Optional<Manifest> secret, Map<String, String> facts) {
    Map<String, String> all = new HashMap<>(facts);
    secret.ifPresent(one -> all.put("secretDigest", one.digest()));
    return all;
  }

  private Release release(
      Component component,
      ChartSource.Wanted wanted,
      InfrastructureSpec spec,
      Map<String, String> facts) {
    return component.release(chart(wanted), facts, spec.kubernetesVersion() + ".0");
  }

  private Chart chart(ChartSource.Wanted wanted) {
    Chart known = found.get(wanted);
    if (known != null) {
      return known;
    }
    Chart chart = source.find(wanted).orElseThrow(() -> ChartSource.missing(wanted));
    found.put(wanted, chart);
    return chart;
  }

  private static Map<String, String> facts(InfrastructureSpec spec, InfrastructureNames names) {
    return Map.of(
        "vpc",
            switch (spec.network()) {
              case Network.Managed() -> "";
              case Network.Customer customer -> customer.vpcId();
            },
        "cluster", names.cluster(),
        "region", names.region(),
        "infrastructure", names.infrastructure().value(),
        "domain", names.domain(),
        "monitoringBucket", names.bucket(BucketPurpose.MONITORING),
        "logHouse", logHouse(spec).orElse(""));
  }
}
