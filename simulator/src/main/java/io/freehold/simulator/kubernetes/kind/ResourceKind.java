package io.freehold.simulator.kubernetes.kind;

import io.freehold.simulator.kubernetes.schema.Schema;
import java.util.List;

/**
 * One kind in one version.
 *
 * @param resource group and plural name
 * @param version {@code v1}
 * @param kind {@code Deployment}
 * @param listKind {@code DeploymentList}
 * @param singular {@code deployment}
 * @param shortNames what kubectl also understands
 * @param categories {@code all} …
 * @param namespaced whether objects live in a namespace
 * @param traits what else the API server does for it
 * @param schema of whole objects
 * @param columns for kubectl, beyond name and age
 * @param custom whether it comes from a CustomResourceDefinition
 */
public record ResourceKind(
    GroupResource resource,
    String version,
    String kind,
    String listKind,
    String singular,
    List<String> shortNames,
    List<String> categories,
    boolean namespaced,
    Traits traits,
    Schema schema,
    List<Column> columns,
    boolean custom) {

  /**
   * What the API server does for a kind.
   *
   * @param status a status subresource, which ordinary writes leave alone
   * @param scale a scale subresource
   * @param generation counts changes of the desired state in {@code metadata.generation}
   */
  public record Traits(boolean status, boolean scale, boolean generation) {}

  /** A column of kubectl's tables. */
  public record Column(String name, String type, String jsonPath, int priority) {}

  public ResourceKind {
    shortNames = List.copyOf(shortNames);
    categories = List.copyOf(categories);
    columns = List.copyOf(columns);
  }

  public String group() {
    return resource.group();
  }

  public String plural() {
    return resource.plural();
  }

  /** {@code apps/v1}, {@code v1}. */
  public String apiVersion() {
    return group().isEmpty() ? version : group() + "/" + version;
  }
}
