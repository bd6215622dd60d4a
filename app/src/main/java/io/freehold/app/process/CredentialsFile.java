package io.freehold.app.process;

import io.freehold.cli.client.Api;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A file with a key, as JSON, readable by its owner only. */
public final class CredentialsFile {
  private CredentialsFile() {}

  /** Writes it in one step: whoever waits for the file never reads half of it. */
  public static void write(Path file, Map<String, String> fields) throws IOException {
    PrivateFile.write("--credentials", file, Api.JSON.writeValueAsString(fields) + "\n");
  }
}
