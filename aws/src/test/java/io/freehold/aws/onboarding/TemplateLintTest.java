package io.freehold.aws.onboarding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.moto.MotoServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AWS's own linter knows the schema of every resource. */
class TemplateLintTest {
  @TempDir private Path folder;

  @Test
  void cfn_lint_finds_nothing() throws Exception {
    assertThat(findings(new CloudFormationTemplate(Map.of()).text())).isEmpty();
    assertThat(findings(new CloudFormationTemplate(Choices.longest()).text())).isEmpty();
    assertThat(findings(new RoleTemplate(RoleTemplateTest.choices().getFirst()).text())).isEmpty();
    assertThat(findings(new RoleTemplate(RoleTemplateTest.choices().getLast()).text())).isEmpty();
  }

  @Test
  void cfn_lint_would_find_something() throws Exception {
    String wrong =
        new CloudFormationTemplate(Map.of()).text().replace("RoleName: !Ref", "Name: !Ref");
    assertThat(findings(wrong)).contains("Name");
  }

  private String findings(String template) throws Exception {
    Path file = Files.writeString(folder.resolve("template.yaml"), template);
    Path python = MotoServer.python();
    Process lint =
        new ProcessBuilder(
                python.toString(),
                python.resolveSibling("cfn-lint").toString(),
                "--template",
                file.toString())
            .redirectErrorStream(true)
            .start();
    lint.getOutputStream().close();
    String out = new String(lint.getInputStream().readAllBytes(), UTF_8);
    int code = lint.waitFor();
    assertThat(code == 0).as(out).isEqualTo(out.isBlank());
    return out;
  }
}
