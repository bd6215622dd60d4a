package io.freehold.controlplane.reference;

import tools.jackson.databind.JsonNode;

/**
 * An operation of the public API.
 *
 * @param method in lower case, as the document has it
 * @param node all that the document says of it
 */
record Operation(String id, String method, String path, JsonNode node) {
  boolean hasBody() {
    return node.has("requestBody");
  }

  JsonNode bodySchema() {
    return node.at("/requestBody/content/application~1json/schema");
  }

  boolean answersText() {
    return node.at("/responses/200/content").has("text/plain");
  }

  @Override
  public String toString() {
    return id;
  }
}
