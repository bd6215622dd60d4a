package io.freehold.cli.account;

import io.freehold.cli.client.Api;
import io.freehold.cli.client.ApiRefusal;
import io.freehold.cli.output.ExitCode;
import io.freehold.cli.verb.Surroundings;
import io.freehold.cli.verb.TimeSpan;
import io.freehold.cli.verb.Unusable;
import io.freehold.cli.verb.Verb;
import io.freehold.protocol.account.CloudAccount;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
    name = "verify",
    description = {
      "Have an account's role judged now: by assuming it with its external ID, without one and with"
          + " a wrong one.",
      "Ends with 3 if somebody has to do something, and says what."
    })
final class AccountVerify extends Verb {
  private static final Duration BETWEEN = Duration.ofSeconds(5);

  @Parameters(paramLabel = "ACCOUNT", description = "Its twelve digits, display name or id.")
  private String called = "";

  @Option(
      names = "--role",
      paramLabel = "ARN",
      description = "Report this role first, as the one to manage the account by.")
  private @Nullable String role;

  @Option(
      names = "--wait",
      description = "Stay while the role may be too new to be judged, which takes two minutes.")
  private boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "5m",
      converter = TimeSpan.class,
      description =
          "With --wait: give up after this time, like 90s, 30m or 2h. Default: ${DEFAULT-VALUE}.")
  private Duration timeout = Duration.ofMinutes(5);

  AccountVerify(Surroundings around) {
    super(around);
  }

  @Override
  protected int run(Api api) throws IOException, InterruptedException, ApiRefusal, Unusable {
    String path = Accounts.path(Accounts.find(api, called));
    if (role != null) {
      var _ = api.patch(path, Api.JSON.createObjectNode().put("managementRoleArn", role));
    }
    JsonNode answer = api.post(path + "/verify", Api.JSON.createObjectNode());
    if (wait) {
      answer = waitFor(api, path, answer);
    }
    CloudAccount account = Api.read(answer, CloudAccount.class);
    if (json) {
      print(answer);
    } else {
      around.out().println("Account " + Accounts.title(account) + " is " + account.state() + ".");
      print(Accounts.reasons(account));
    }
    return switch (account.state()) {
      case "ready" -> ExitCode.DONE;
      case "blocked", "awaiting-role" -> blocked(account.state());
      default -> {
        around
            .err()
            .println("freehold: still " + account.state() + "; it goes on without this program");
        yield ExitCode.FAILED;
      }
    };
  }

  private JsonNode waitFor(Api api, String path, JsonNode first)
      throws IOException, InterruptedException, ApiRefusal {
    Instant deadline = around.clock().instant().plus(timeout);
    JsonNode answer = first;
    while (answer.path("state").asString("").equals("verifying")
        && around.clock().instant().isBefore(deadline)) {
      around.pause().of(BETWEEN);
      answer = api.get(path);
    }
    return answer;
  }

  private int blocked(String state) {
    around
        .err()
        .println(
            "freehold: "
                + state
                + ": a person has to do something"
                + (state.equals("blocked") ? "; it goes on by itself then." : "."));
    return ExitCode.BLOCKED;
  }
}
