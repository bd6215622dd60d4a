package io.freehold.aws.onboarding;

import io.freehold.aws.policy.PolicyDocument;
import io.freehold.aws.policy.Statement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a version of the template and the module grants and denies: kept in a file for each version
 * that there ever was, so that the difference can be told to whoever deployed an old one.
 *
 * @param number from 1 on; the role carries it as a tag
 * @param entries each permission and denial
 */
public record TemplateVersion(int number, SortedSet<Entry> entries) {
  private static final String SEPARATOR = " | ";
  private static final String BOUNDARY = "boundary";
  private static final List<TemplateVersion> SHIPPED = read();

  /**
   * A permission or denial, as a line of such a file.
   *
   * @param group the policy that it is in, {@code boundary} or {@code trust}
   * @param effect {@code Allow} or {@code Deny}
   * @param action as IAM spells it
   * @param resources ARNs with a space between them; of a trust policy the principals
   * @param conditions {@code <operator> <key> = <values>} with a semicolon between them; empty
   *     where it always holds
   */
  public record Entry(
      String group, String effect, String action, String resources, String conditions)
      implements Comparable<Entry> {

    static Entry parse(String line) {
      String[] columns = line.split(" \\| ?", -1);
      if (columns.length != 5) {
        throw new IllegalArgumentException(
            "line of a version: found '" + line + "', needed 5 columns");
      }
      return new Entry(columns[0], columns[1], columns[2], columns[3], columns[4]);
    }

    /** As a line. */
    public String line() {
      return String.join(SEPARATOR, group, effect, action, resources, conditions).stripTrailing();
    }

    private Statement statement(int number) {
      Statement statement =
          (effect.equals("Allow")
                  ? Statement.allow("S" + number, action)
                  : Statement.deny("S" + number, action))
              .on(resources.split(" "));
      for (String condition : conditions.isEmpty() ? new String[0] : conditions.split("; ")) {
        String[] words = condition.split(" ", 4);
        statement = statement.when(words[0], words[1], words[3].split(", "));
      }
      return statement;
    }

    @Override
    public int compareTo(Entry other) {
      return line().compareTo(other.line());
    }
  }

  public TemplateVersion {
    entries = Collections.unmodifiableSortedSet(new TreeSet<>(entries));
  }

  /** The one that the template has now. */
  public static TemplateVersion newest() {
    return SHIPPED.getLast();
  }

  /** Every version, the oldest first. */
  public static List<TemplateVersion> all() {
    return SHIPPED;
  }

  /** The version with this number, where there was one. */
  public static Optional<TemplateVersion> of(int number) {
    return SHIPPED.stream().filter(version -> version.number == number).findFirst();
  }

  /** Reads a file of a version. */
  public static TemplateVersion parse(int number, String text) {
    return new TemplateVersion(number, new TreeSet<>(text.lines().map(Entry::parse).toList()));
  }

  /** What this program would grant, under a number to be chosen. */
  static TemplateVersion ofProgram(int number) {
    List<Entry> entries = new ArrayList<>();
    ManagementPolicies.documents()
        .forEach((group, document) -> add(group.suffix(), document, entries));
    add(BOUNDARY, ManagementPolicies.boundary(), entries);
    add("trust", ManagementPolicies.trust(), entries);
    return new TemplateVersion(number, new TreeSet<>(entries));
  }

  /** The boundary that it writes, with its placeholders and a statement for each action. */
  public PolicyDocument boundary() {
    List<Statement> statements = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.group().equals(BOUNDARY)) {
        statements.add(entry.statement(statements.size() + 1));
      }
    }
    return new PolicyDocument(statements);
  }

  /** As such a file. */
  String text() {
    StringBuilder all = new StringBuilder();
    entries.forEach(entry -> all.append(entry.line()).append('\n'));
    return all.toString();
  }

  private static void add(String group, PolicyDocument document, Collection<Entry> entries) {
    for (Statement statement : document.statements()) {
      for (String action : statement.actions()) {
        entries.add(
            new Entry(
                group,
                statement.effect() == Statement.Effect.ALLOW ? "Allow" : "Deny",
                action,
                onWhat(statement),
                conditions(statement.conditions())));
      }
    }
  }

  private static String onWhat(Statement statement) {
    if (statement.principals().isEmpty()) {
      return String.join(" ", statement.resources());
    }
    List<String> all = new ArrayList<>();
    statement.principals().forEach((type, ids) -> all.add(type + " " + String.join(" ", ids)));
    return String.join(" ", all);
  }

  private static String conditions(
      SortedMap<String, SortedMap<String, SortedSet<String>>> conditions) {
    List<String> all = new ArrayList<>();
    conditions.forEach((operator, keys) ->
        keys.forEach(
            (key, values) -> all.add(operator + " " + key + " = " + String.join(", ", values))));
    return String.join("; ", all);
  }

  /** Numbers have no gaps. */
  private static List<TemplateVersion> read() {
    List<TemplateVersion> all = new ArrayList<>();
    for (int number = 1; ; number++) {
      try (InputStream in =
          TemplateVersion.class.getResourceAsStream("catalogue/" + number + ".txt")) {
        if (in == null) {
          break;
        }
        all.add(parse(number, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    if (all.isEmpty()) {
      throw new IllegalStateException("versions of the template: found none, needed at least one");
    }
    return List.copyOf(all);
  }
}
