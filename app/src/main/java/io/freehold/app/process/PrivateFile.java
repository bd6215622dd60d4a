package io.freehold.app.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A file with a secret, readable by its owner only. */
public final class PrivateFile {
  private PrivateFile() {}

  /**
   * Writes it in one step: whoever waits for the file never reads half of it.
   *
   * @param option the option that named the file, for the message where it names none
   */
  public static void write(String option, Path file, String text) throws IOException {
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null) {
      throw new IOException(option + ": found " + file + ", needed the name of a file");
    }
    Files.createDirectories(folder);
    Path draft =
        Files.createTempFile(
            folder,
            ".freehold",
            null,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(draft, text);
      Files.move(
          draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
