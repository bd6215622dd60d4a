package io.freehold.cli.account;

import io.freehold.cli.client.Api;
import io.freehold.cli.client.ApiRefusal;
import io.freehold.cli.output.Table;
import io.freehold.cli.verb.Unusable;
import io.freehold.protocol.account.CloudAccount;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Finds accounts by what people call them, and puts them into words. */
final class Accounts {
  static final String PATH = "/cloudAccounts";
  private static final int LABEL = 14;

  private Accounts() {}

  static String path(CloudAccount account) {
    return PATH + "/" + account.id();
  }

  /**
   * @param called its twelve digits, its id, or its display name if only one has it
   */
  static CloudAccount find(Api api, String called)
      throws IOException, InterruptedException, ApiRefusal, Unusable {
    List<CloudAccount> named = new ArrayList<>();
    for (CloudAccount one : Api.read(api.get(PATH), CloudAccount[].class)) {
      if (one.accountId().equals(called) || one.id().equalsIgnoreCase(called)) {
        return one;
      }
      if (called.equals(one.displayName())) {
        named.add(one);
      }
    }
    if (named.size() == 1) {
      return named.getFirst();
    }
    if (named.isEmpty()) {
      throw new Unusable(
          "account: found \""
              + called
              + "\", needed the digits, display name or id of one that was added (freehold account"
              + " list)");
    }
    throw new Unusable(
        "account: "
            + named.size()
            + " are named \""
            + called
            + "\"; name one by its digits: "
            + String.join(", ", named.stream().map(CloudAccount::accountId).toList()));
  }

  /** The digits, and the name where it says more. */
  static String title(CloudAccount account) {
    return account.displayName() == null || account.displayName().equals(account.accountId())
        ? account.accountId()
        : account.accountId() + " (" + account.displayName() + ")";
  }

  /**
   * @param answer as the control plane gave it: links are shown whatever they are
   */
  static List<String> lines(JsonNode answer) throws IOException {
    CloudAccount account = Api.read(answer, CloudAccount.class);
    List<String> lines = new ArrayList<>();
    add(lines, "account", title(account));
    add(lines, "id", account.id());
    add(lines, "region", account.regionId());
    add(lines, "external ID", account.externalId());
    add(lines, "role", account.managementRoleArn());
    add(lines, "state", account.state());
    String label = "links";
    for (Map.Entry<String, JsonNode> link : answer.path("links").properties()) {
      if (link.getValue().isString()) {
        add(lines, label, link.getKey() + " " + link.getValue().asString());
        label = "";
      }
    }
    return lines;
  }

  /** A table of what is to be mended or known; nothing where there is nothing. */
  static List<String> reasons(CloudAccount account) {
    if (account.reasons().isEmpty()) {
      return List.of();
    }
    Table table = new Table("CHECK", "REASON");
    for (String reason : account.reasons()) {
      int colon = reason.indexOf(": ");
      table.row(
          colon < 0 ? "" : reason.substring(0, colon),
          colon < 0 ? reason : reason.substring(colon + 2));
    }
    return table.lines();
  }

  private static void add(List<String> lines, String label, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      lines.add(label + " ".repeat(LABEL - label.length()) + value);
    }
  }
}
