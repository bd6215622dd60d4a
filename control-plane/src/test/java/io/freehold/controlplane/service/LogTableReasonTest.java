package io.freehold.controlplane.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LogTableReasonTest {

  @Test
  void every_reason_has_its_row_in_the_document_and_no_other_has() throws IOException {
    assertThat(
            Files.readAllLines(Path.of("..", "docs", "conditions.md")).stream()
                .dropWhile(line -> !line.equals("## Reasons of `" + LogTableHealth.READY + "`"))
                .skip(1)
                .takeWhile(line -> !line.startsWith("#"))
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf('`', 3))))
        .containsExactlyElementsOf(
            Arrays.stream(LogTableReason.values()).map(LogTableReason::word).toList());
  }
}
