package io.freehold.app.process;

import io.freehold.cli.client.Api;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** A file with a key, readable by its owner only. */
public final class CredentialsFile {
  private CredentialsFile() {}

  /** Writes it in one step: whoever waits for the file never reads half of it. */
  public static void write(Path file, Map<String, String> fields) throws IOException {
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null) {
      throw new IOException("--credentials: found " + file + ", needed the name of a file");
    }
    Files.createDirectories(folder);
    Path draft =
        Files.createTempFile(
            folder,
            ".credentials",
            null,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(draft, Api.JSON.writeValueAsString(fields) + "\n");
      Files.move(
          draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
