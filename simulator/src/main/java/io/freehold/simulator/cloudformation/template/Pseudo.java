package io.freehold.simulator.cloudformation.template;

import java.util.Map;

/** Pseudo parameters. */
public final class Pseudo {
  private static final String NO_VALUE = "AWS::NoValue";

  private Pseudo() {}

  /**
   * What they stand for in a stack.
   *
   * @param stackId its ARN
   */
  public static Map<String, Value> of(
      String accountId, String region, String stackName, String stackId) {
    return Map.of(
        "AWS::AccountId",
        Value.text(accountId),
        "AWS::Region",
        Value.text(region),
        "AWS::Partition",
        Value.text("aws"),
        "AWS::URLSuffix",
        Value.text("amazonaws.com"),
        "AWS::StackName",
        Value.text(stackName),
        "AWS::StackId",
        Value.text(stackId),
        NO_VALUE,
        new Value.Nothing());
  }

  static boolean isOne(String name) {
    if (name.equals("AWS::NotificationARNs")) {
      throw Wrong.unsimulated("the pseudo parameter " + name);
    }
    return NAMES.containsKey(name);
  }

  private static final Map<String, Value> NAMES = of("", "", "", "");
}
