package io.freehold.cli.infra;

import io.freehold.cli.output.ConditionLines;
import io.freehold.protocol.infrastructure.Infrastructure;
import io.freehold.protocol.infrastructure.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One infrastructure in words. */
final class Description {
  private static final int LABEL = 14;

  private Description() {}

  /**
   * @param answer as the control plane gave it: endpoints and versions are shown whatever they are
   */
  static List<String> lines(JsonNode answer) throws IOException {
    Infrastructure infrastructure = Infrastructures.read(answer);
    List<String> lines = new ArrayList<>();
    add(lines, "name", infrastructure.name());
    add(lines, "display name", infrastructure.displayName());
    add(lines, "id", infrastructure.id());
    add(lines, "account", infrastructure.accountId());
    add(lines, "region", infrastructure.regionId());
    add(lines, "VPC range", infrastructure.vpcCidrRange());
    add(
        lines,
        "zones",
        infrastructure.zones().stream()
            .map(zone -> zone.name() == null ? zone.id() : zone.id() + " (" + zone.name() + ")")
            .collect(Collectors.joining(", ")));
    add(lines, "phase", infrastructure.phase() + " (" + infrastructure.state() + ")");
    Progress progress = infrastructure.progress();
    if (progress != null) {
      add(lines, "resources", progress.ready() + " of " + progress.total() + " ready");
    }
    add(lines, "secrets' key", infrastructure.secretsKeyArn());
    add(lines, "protected", infrastructure.deletionProtection() ? "from deletion" : null);
    nested(lines, "LogHouse", answer.get("logHouse"));
    nested(lines, "endpoints", answer.get("endpoints"));
    nested(lines, "versions", answer.get("versions"));
    nested(lines, "role template", answer.get("roleTemplate"));
    lines.addAll(ConditionLines.of(infrastructure.conditions()));
    return lines;
  }

  private static void nested(List<String> lines, String label, @Nullable JsonNode node) {
    if (node == null || !node.isObject()) {
      return;
    }
    boolean first = true;
    for (Map.Entry<String, JsonNode> property : node.properties()) {
      JsonNode value = property.getValue();
      if (!value.isNull()) {
        add(
            lines,
            first ? label : "",
            property.getKey() + " " + (value.isString() ? value.asString() : value.toString()));
        first = false;
      }
    }
  }

  private static void add(List<String> lines, String label, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      lines.add(label + " ".repeat(LABEL - label.length()) + value);
    }
  }
}
