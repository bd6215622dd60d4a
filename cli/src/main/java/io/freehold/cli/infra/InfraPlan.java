package io.freehold.cli.infra;

import io.freehold.cli.client.Api;
import io.freehold.cli.client.ApiRefusal;
import io.freehold.cli.output.ExitCode;
import io.freehold.cli.verb.Surroundings;
import io.freehold.cli.verb.Unusable;
import io.freehold.cli.verb.Verb;
import io.freehold.protocol.infrastructure.Plan;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
    name = "plan",
    description = "Show what would be changed in AWS and Kubernetes, and change nothing.")
final class InfraPlan extends Verb {
  @Parameters(paramLabel = "INFRA", description = "Its id, name or display name.")
  private String called = "";

  InfraPlan(Surroundings around) {
    super(around);
  }

  @Override
  protected int run(Api api) throws IOException, InterruptedException, ApiRefusal, Unusable {
    JsonNode answer = api.get(Infrastructures.path(Infrastructures.id(api, called)) + "/plan");
    if (json) {
      print(answer);
    } else {
      print(lines(Api.read(answer, Plan.class)));
    }
    return ExitCode.DONE;
  }

  static List<String> lines(Plan plan) {
    if (plan.changes().isEmpty()) {
      return List.of("No changes: everything is as it should be.");
    }
    List<String> lines = new ArrayList<>();
    Map<String, Integer> counts = new TreeMap<>();
    int width = plan.changes().stream().mapToInt(change -> change.node().length()).max().orElse(0);
    for (Plan.Change change : plan.changes()) {
      counts.merge(change.action(), 1, Integer::sum);
      String node = change.node() + " ".repeat(width - change.node().length());
      String fields = change.fields().isEmpty() ? "" : "  " + String.join(", ", change.fields());
      String impact = change.impact().equals("none") ? "" : "  impact: " + change.impact();
      lines.add("  " + sign(change.action()) + " " + node + "  " + change.kind() + fields + impact);
    }
    List<String> summary = new ArrayList<>();
    counts.forEach((action, count) -> summary.add(count + " to " + action));
    lines.add("");
    lines.add(String.join(", ", summary) + ".");
    BigDecimal cost = plan.monthlyCostDelta();
    if (cost != null) {
      lines.add(
          "Monthly cost: "
              + (cost.signum() > 0 ? "+" : "")
              + cost.toPlainString()
              + " USD at list prices.");
    }
    return lines;
  }

  private static String sign(String action) {
    return switch (action) {
      case "create" -> "+";
      case "delete" -> "-";
      case "replace" -> "!";
      default -> "~";
    };
  }
}
