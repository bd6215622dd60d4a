package io.freehold.aws.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** A policy: what IAM and S3 are told as JSON. Equal documents have equal JSON. */
public record PolicyDocument(List<Statement> statements) {
  private static final String VERSION = "2012-10-17";

  public PolicyDocument {
    statements = List.copyOf(statements);
  }

  public static PolicyDocument of(Statement... statements) {
    return new PolicyDocument(Arrays.asList(statements));
  }

  /** As AWS takes it, in one line: its limits count every character but white space. */
  public String json() {
    return Json.write(tree());
  }

  /** The statements of both. */
  public PolicyDocument and(PolicyDocument other) {
    List<Statement> all = new ArrayList<>(statements);
    all.addAll(other.statements);
    return new PolicyDocument(all);
  }

  /** Its statements that allow something. */
  public PolicyDocument allowing() {
    return new PolicyDocument(
        statements.stream().filter(one -> one.effect() == Statement.Effect.ALLOW).toList());
  }

  /** The same with other texts as resources, principals and values of conditions. */
  public PolicyDocument with(UnaryOperator<String> texts) {
    return new PolicyDocument(statements.stream().map(one -> one.with(texts)).toList());
  }

  /** As the objects, lists and texts that JSON is made of, for documents that contain it. */
  public Map<String, Object> tree() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("Version", VERSION);
    members.put("Statement", statements.stream().map(Statement::json).toList());
    return members;
  }

  /** How many characters IAM counts: all but white space. */
  public int size() {
    return json().replaceAll("\\s", "").length();
  }

  /** The form in which equal meanings have equal texts. */
  public String normalized() {
    return normalize(json());
  }

  /**
   * A text of AWS's in the form in which equal meanings have equal texts; one that is no JSON stays
   * as it is.
   */
  public static String normalize(String text) {
    return Json.normalize(text);
  }

  /** Every action that it allows. */
  public SortedSet<String> allowedActions() {
    SortedSet<String> all = new TreeSet<>();
    statements.stream()
        .filter(one -> one.effect() == Statement.Effect.ALLOW)
        .forEach(one -> all.addAll(one.actions()));
    return all;
  }
}
