package io.freehold.aws.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.yaml.snakeyaml.Yaml;

/** What is written is read back by two independent libraries: one of YAML 1.1, one of 1.2. */
class YamlTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "*",
        "a b",
        "true",
        "No",
        "off",
        "y",
        "null",
        "~",
        "12",
        "0x1F",
        "1e3",
        "2012-10-17",
        "123456789012",
        "1:30",
        "ec2:CreateVpc",
        "ends:",
        "a: b",
        "arn:aws:ec2:*:*:vpc/*",
        "arn:aws:s3:::a.b",
        "${aws:PrincipalTag/x, 'none'}",
        "- a",
        "# no comment",
        "a # no comment",
        "a, b",
        "[a]",
        "{a}",
        "!Ref a",
        "&a",
        "|",
        ">",
        "%",
        "@",
        "`",
        "a\"b",
        "a'b",
        "a\\b",
        "a\nb",
        "tab\there",
        "ä→",
        "=",
        "<<",
        ".inf",
        ".5",
        "-1"
      })
  void every_text_is_read_back_as_it_was(String text) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("key", text);
    document.put(text, "value");
    document.put("list", List.of(text, text));
    document.put("maps", List.of(Map.of(text, text)));
    String written = io.freehold.aws.onboarding.Yaml.write(document);

    assertThat(new Load(LoadSettings.builder().build()).loadFromString(written))
        .isEqualTo(document);
    assertThat(new Yaml().<Object>load(written)).isEqualTo(document);
  }

  @Test
  void lists_mappings_numbers_and_truth_values_are_read_back_as_they_were() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("number", 7);
    document.put("truth", true);
    document.put("nothing", List.of());
    document.put("empty", Map.of());
    document.put("deep", Map.of("a", List.of(Map.of("b", List.of("c", List.of("d"))), "e")));
    String written = io.freehold.aws.onboarding.Yaml.write(document);

    assertThat(new Load(LoadSettings.builder().build()).loadFromString(written))
        .isEqualTo(document);
    assertThat(new Yaml().<Object>load(written)).isEqualTo(document);
  }
}
