package io.freehold.cli.verb;

import io.freehold.cli.client.Api;
import io.freehold.cli.client.ApiRefusal;
import io.freehold.cli.output.ExitCode;
import io.freehold.cli.output.Refusals;
import io.freehold.cli.profile.Connection;
import io.freehold.cli.profile.ConnectionChoice;
import io.freehold.cli.profile.NoConnection;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/**
 * One verb that asks a control plane: connects, and turns whatever goes wrong into words and an
 * exit code.
 */
@Command(
    sortOptions = false,
    abbreviateSynopsis = true,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed, refused, or not done in time",
      "2:the command line, environment or profile is not usable; nothing was done",
      "3:blocked: waits for a person, and the output says for what"
    })
public abstract class Verb implements Callable<Integer> {
  protected final Surroundings around;

  @Mixin final HelpOption help = new HelpOption();

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description =
          "A saved profile to connect with, instead of FREEHOLD_URL, FREEHOLD_ORGANIZATION,"
              + " FREEHOLD_KEY_ID and FREEHOLD_KEY_SECRET.")
  private @Nullable String profile;

  @Option(names = "--json", description = "Print the answer as JSON, refusals too.")
  protected boolean json;

  protected Verb(Surroundings around) {
    this.around = around;
  }

  /** Does it, and answers with an {@link ExitCode}. */
  protected abstract int run(Api api)
      throws IOException, InterruptedException, ApiRefusal, Unusable;

  @Override
  public final Integer call() {
    Connection connection;
    try {
      connection = new ConnectionChoice(around.environment(), around.profiles()).choose(profile);
    } catch (NoConnection | IOException unusable) {
      return fail(ExitCode.USAGE, String.valueOf(unusable.getMessage()));
    }
    try (Api api = new Api(connection, around.pause()::of)) {
      return run(api);
    } catch (ApiRefusal refusal) {
      return refused(refusal);
    } catch (Unusable unusable) {
      return fail(ExitCode.USAGE, String.valueOf(unusable.getMessage()));
    } catch (ConnectException nobodyThere) {
      return fail(
          ExitCode.FAILED,
          "no control plane answers at "
              + connection.url()
              + ": is it running, and is that its address?");
    } catch (HttpTimeoutException late) {
      return fail(ExitCode.FAILED, "no answer from " + connection.url() + " in time");
    } catch (IOException broken) {
      return fail(ExitCode.FAILED, "talking to " + connection.url() + " failed: " + reason(broken));
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      return fail(ExitCode.FAILED, "interrupted");
    } finally {
      around.out().flush();
    }
  }

  /** Prints an answer for programs. */
  protected final void print(JsonNode answer) {
    around.out().println(answer.toPrettyString());
  }

  protected final void print(List<String> lines) {
    lines.forEach(around.out()::println);
  }

  private int refused(ApiRefusal refusal) {
    if (json) {
      print(refusal.answer());
    } else {
      List<String> lines = Refusals.lines(refusal.problem());
      around.err().println("freehold: " + lines.getFirst());
      lines.stream().skip(1).forEach(around.err()::println);
    }
    return ExitCode.FAILED;
  }

  private int fail(int code, String message) {
    around.err().println("freehold: " + message);
    around.err().flush();
    return code;
  }

  private static String reason(IOException broken) {
    return broken.getMessage() == null ? broken.getClass().getSimpleName() : broken.getMessage();
  }
}
