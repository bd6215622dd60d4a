package io.freehold.cli.infra;

import io.freehold.cli.client.Api;
import io.freehold.cli.client.ApiRefusal;
import io.freehold.cli.live.LiveTree;
import io.freehold.cli.live.TreePicture;
import io.freehold.cli.output.ExitCode;
import io.freehold.cli.output.Table;
import io.freehold.cli.verb.Surroundings;
import io.freehold.cli.verb.Unusable;
import io.freehold.cli.verb.Verb;
import io.freehold.protocol.infrastructure.Infrastructure;
import io.freehold.protocol.infrastructure.Resource;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(name = "resources", description = "List the resources that an infrastructure is made of.")
final class InfraResources extends Verb {
  @Parameters(paramLabel = "INFRA", description = "Its id, name or display name.")
  private String called = "";

  @Option(names = "--tree", description = "By area, as a tree.")
  private boolean tree;

  InfraResources(Surroundings around) {
    super(around);
  }

  @Override
  protected int run(Api api) throws IOException, InterruptedException, ApiRefusal, Unusable {
    String path = Infrastructures.path(Infrastructures.id(api, called));
    JsonNode answer = api.get(path + "/resources");
    if (json) {
      print(answer);
      return ExitCode.DONE;
    }
    List<Resource> resources = List.of(Api.read(answer, Resource[].class));
    if (tree) {
      Infrastructure infrastructure = Infrastructures.read(api.get(path));
      LiveTree picture = new LiveTree(infrastructure.name());
      Instant now = around.clock().instant();
      picture.show(now, infrastructure.phase(), infrastructure.progress(), resources);
      print(picture.render(now, TreePicture.wholeText(around.charset())));
      return ExitCode.DONE;
    }
    Table table = new Table("NODE", "KIND", "STATE", "SINCE", "EXTERNAL ID", "MESSAGE");
    for (Resource one : resources) {
      table.row(one.node(), one.kind(), one.state(), one.since(), one.externalId(), one.message());
    }
    print(table.lines());
    return ExitCode.DONE;
  }
}
