package io.freehold.app;

import io.freehold.aws.onboarding.TemplateVersion;
import io.freehold.cli.verb.HelpOption;
import io.freehold.cli.verb.Surroundings;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The commands about what Freehold may do in customers' accounts; they need no control plane. */
@Command(
    name = "policy",
    synopsisSubcommandLabel = "COMMAND",
    description = "What Freehold may do in a customer's AWS account.")
final class PolicyCommand {
  @Mixin final HelpOption help = new HelpOption();

  private PolicyCommand() {}

  static CommandLine commandLine(Surroundings around) {
    return commandLine(around, TemplateVersion.all());
  }

  /**
   * @param versions those that there are, the newest last
   */
  static CommandLine commandLine(Surroundings around, List<TemplateVersion> versions) {
    return new CommandLine(new PolicyCommand()).addSubcommand(new PolicyDiff(around, versions));
  }
}
