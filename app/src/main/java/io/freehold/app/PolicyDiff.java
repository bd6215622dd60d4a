package io.freehold.app;

import io.freehold.aws.onboarding.PolicyDifference;
import io.freehold.aws.onboarding.TemplateVersion;
import io.freehold.cli.client.Api;
import io.freehold.cli.output.ExitCode;
import io.freehold.cli.verb.HelpOption;
import io.freehold.cli.verb.Surroundings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what changed in the permissions of the management role. */
@Command(
    name = "diff",
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "Show which permissions differ between two versions of the CloudFormation template and the"
          + " Terraform module.",
      "The version by which a role was made is in its tag clickhouse-byoc-template-version."
    })
final class PolicyDiff implements Callable<Integer> {
  private final Surroundings around;
  private final List<TemplateVersion> versions;

  @Mixin final HelpOption help = new HelpOption();

  @Parameters(
      paramLabel = "FROM",
      arity = "0..1",
      description = "A version, such as that of a role. Default: the one before TO.")
  private @Nullable Integer from;

  @Parameters(
      paramLabel = "TO",
      arity = "0..1",
      description = "The version to compare it with. Default: the newest.")
  private @Nullable Integer to;

  @Option(names = "--json", description = "Print the difference as JSON.")
  private boolean json;

  PolicyDiff(Surroundings around, List<TemplateVersion> versions) {
    this.around = around;
    this.versions = List.copyOf(versions);
  }

  @Override
  public Integer call() {
    int newer = to == null ? versions.getLast().number() : to;
    int older = from == null ? Math.max(newer - 1, versions.getFirst().number()) : from;
    Optional<TemplateVersion> first = find(older);
    Optional<TemplateVersion> second = find(newer);
    if (first.isEmpty() || second.isEmpty()) {
      around
          .err()
          .println(
              "freehold: version: found %d, needed one from %d to %d"
                  .formatted(
                      first.isEmpty() ? older : newer,
                      versions.getFirst().number(),
                      versions.getLast().number()));
      return ExitCode.USAGE;
    }
    PolicyDifference difference = PolicyDifference.between(first.get(), second.get());
    if (json) {
      around.out().println(Api.JSON.valueToTree(asJson(difference)).toPrettyString());
    } else {
      lines(difference).forEach(around.out()::println);
    }
    around.out().flush();
    return ExitCode.DONE;
  }

  private Optional<TemplateVersion> find(int number) {
    return versions.stream().filter(version -> version.number() == number).findFirst();
  }

  private static List<String> lines(PolicyDifference difference) {
    if (difference.isEmpty()) {
      return List.of(
          "No difference: versions %d and %d grant and deny the same."
              .formatted(difference.from(), difference.to()));
    }
    List<String> lines = new ArrayList<>();
    lines.add("From version %d to version %d:".formatted(difference.from(), difference.to()));
    int added = 0;
    int removed = 0;
    for (Map.Entry<String, PolicyDifference.Change> group : difference.groups().entrySet()) {
      lines.add("");
      lines.add(group.getKey());
      group.getValue().added().forEach(entry -> lines.addAll(described('+', entry)));
      group.getValue().removed().forEach(entry -> lines.addAll(described('-', entry)));
      added += group.getValue().added().size();
      removed += group.getValue().removed().size();
    }
    lines.add("");
    lines.add("%d added, %d removed.".formatted(added, removed));
    return lines;
  }

  private static List<String> described(char sign, TemplateVersion.Entry entry) {
    List<String> lines = new ArrayList<>();
    lines.add("  %c %s %s".formatted(sign, entry.effect(), entry.action()));
    if (!entry.resources().equals("*")) {
      lines.add("      on " + entry.resources().replace(" ", "\n         "));
    }
    if (!entry.conditions().isEmpty()) {
      lines.add("      when " + entry.conditions().replace("; ", "\n       and "));
    }
    return lines;
  }

  private static Map<String, Object> asJson(PolicyDifference difference) {
    Map<String, Object> groups = new LinkedHashMap<>();
    difference
        .groups()
        .forEach((name, change) ->
            groups.put(
                name,
                Map.of("added", asJson(change.added()), "removed", asJson(change.removed()))));
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("from", difference.from());
    all.put("to", difference.to());
    all.put("groups", groups);
    return all;
  }

  private static List<Map<String, Object>> asJson(List<TemplateVersion.Entry> entries) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (TemplateVersion.Entry entry : entries) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("effect", entry.effect());
      one.put("action", entry.action());
      one.put("resources", List.of(entry.resources().split(" ")));
      one.put(
          "conditions",
          entry.conditions().isEmpty() ? List.of() : List.of(entry.conditions().split("; ")));
      all.add(one);
    }
    return all;
  }
}
