package io.freehold.cli.service;

import io.freehold.cli.client.Api;
import io.freehold.cli.client.ApiRefusal;
import io.freehold.cli.verb.Surroundings;
import io.freehold.cli.verb.TimeSpan;
import io.freehold.cli.verb.Unusable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "stop",
    description = {
      "Stop a service. Its data is kept.",
      "Start it again with freehold service start."
    })
final class ServiceStop extends ServiceOrder {
  @Option(
      names = {"--wait", "--watch"},
      description = "Stay until it is stopped.")
  private boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "1h",
      converter = TimeSpan.class,
      description =
          "With --wait: give up after this time, like 90s, 30m or 2h. Default: ${DEFAULT-VALUE}.")
  private Duration timeout = Duration.ofHours(1);

  ServiceStop(Surroundings around) {
    super(around);
  }

  @Override
  protected int run(Api api) throws IOException, InterruptedException, ApiRefusal, Unusable {
    return give(
        api,
        "stop",
        "stopped",
        "is being stopped",
        "is stopped",
        wait ? Optional.of(timeout) : Optional.empty());
  }
}
