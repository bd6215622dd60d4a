package io.freehold.kubernetes.resource;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;

/** How an object of some kind is deleted. */
interface Deletion {
  /** By itself. */
  Deletion PLAIN = (client, name, object, delete) -> delete.run();

  /**
   * Deletes one.
   *
   * @param name of the object
   * @param object what is there, if anything is
   * @param delete deletes the object alone
   */
  void of(
      KubernetesClient client,
      String name,
      Resource<GenericKubernetesResource> object,
      Runnable delete);
}
