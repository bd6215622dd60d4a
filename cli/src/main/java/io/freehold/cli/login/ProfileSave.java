package io.freehold.cli.login;

import io.freehold.cli.client.Api;
import io.freehold.cli.client.ApiRefusal;
import io.freehold.cli.output.ExitCode;
import io.freehold.cli.output.Refusals;
import io.freehold.cli.profile.Connection;
import io.freehold.cli.profile.NoConnection;
import io.freehold.cli.profile.Profiles;
import io.freehold.cli.verb.HelpOption;
import io.freehold.cli.verb.Surroundings;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "save",
    abbreviateSynopsis = true,
    sortOptions = false,
    description = {
      "Save where to connect, in a file that only you can read.",
      "From a credentials file (--from), or from options. The secret is asked for, or"
          + " taken from FREEHOLD_KEY_SECRET: on a command line others could read it."
    })
final class ProfileSave implements Callable<Integer> {
  private final Surroundings around;

  @Mixin final HelpOption help = new HelpOption();

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      defaultValue = Profiles.DEFAULT,
      description = "The profile's name. Default: ${DEFAULT-VALUE}.")
  private String name = Profiles.DEFAULT;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "A credentials file: {url, organizationId, keyId, keySecret}.")
  private @Nullable Path from;

  @Option(names = "--url", paramLabel = "URL", description = "The control plane's address.")
  private @Nullable String url;

  @Option(names = "--organization", paramLabel = "ID", description = "The organization.")
  private @Nullable String organization;

  @Option(names = "--key-id", paramLabel = "ID", description = "The API key.")
  private @Nullable String keyId;

  @Option(
      names = "--no-check",
      description = "Save without asking the control plane whether it takes the key.")
  private boolean unchecked;

  ProfileSave(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    try {
      Connection connection = from == null ? fromOptions() : around.profiles().read(from);
      if (!unchecked) {
        check(connection);
      }
      around.profiles().save(name, connection);
      around
          .out()
          .println(
              "Profile "
                  + name
                  + " saved: "
                  + connection.url()
                  + ", key "
                  + connection.keyId()
                  + ".");
      around.out().flush();
      return ExitCode.DONE;
    } catch (NoConnection unusable) {
      around.err().println("freehold: " + unusable.getMessage());
      return ExitCode.USAGE;
    } catch (NoSuchFileException absent) {
      around.err().println("freehold: --from: " + absent.getMessage() + " does not exist");
      return ExitCode.USAGE;
    } catch (ApiRefusal refusal) {
      Refusals.lines(refusal.problem()).forEach(around.err()::println);
      around.err().println("Not saved; --no-check saves it all the same.");
      return ExitCode.FAILED;
    } catch (IOException broken) {
      around
          .err()
          .println(
              "freehold: not saved: "
                  + (broken.getMessage() == null
                      ? "no answer from the control plane"
                      : broken.getMessage())
                  + "; --no-check saves it all the same");
      return ExitCode.FAILED;
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      return ExitCode.FAILED;
    }
  }

  private static void check(Connection connection)
      throws IOException, InterruptedException, ApiRefusal {
    try (Api api = new Api(connection)) {
      api.get("");
    }
  }

  private Connection fromOptions() throws NoConnection {
    Map<String, String> said = around.environment();
    String address = given(url, said.get("FREEHOLD_URL"));
    String id = given(organization, said.get("FREEHOLD_ORGANIZATION"));
    String key = given(keyId, said.get("FREEHOLD_KEY_ID"));
    if (address.isEmpty() || id.isEmpty() || key.isEmpty()) {
      throw new NoConnection("--url, --organization and --key-id are needed, or --from FILE");
    }
    String secret = given(null, said.get("FREEHOLD_KEY_SECRET"));
    if (secret.isEmpty()) {
      Optional<String> answer = around.question().askSecret("Secret of key " + key + ": ");
      secret = answer.orElse("").strip();
    }
    if (secret.isEmpty()) {
      throw new NoConnection(
          "the key's secret is needed: in FREEHOLD_KEY_SECRET where nobody can be asked");
    }
    return Connection.of(address, id, key, secret);
  }

  private static String given(@Nullable String option, @Nullable String variable) {
    return option != null ? option.strip() : variable == null ? "" : variable.strip();
  }
}
