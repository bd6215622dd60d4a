package io.freehold.cli.profile;

import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Saved connections, one file each, that only their owner may read: the files hold the key's
 * secret. A file has the form of the {@code --credentials} file that {@code serve} and {@code demo}
 * write.
 */
public final class Profiles {
  /** The profile that is used where none is named. */
  public static final String DEFAULT = "default";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  private static final Set<PosixFilePermission> OWNER_FOLDER =
      PosixFilePermissions.fromString("rwx------");

  private final Path folder;
  private final JsonMapper json = JsonMapper.builder().build();

  /**
   * The profiles of a folder.
   *
   * @param folder holds the files; made with the first profile
   */
  public Profiles(Path folder) {
    this.folder = folder;
  }

  /** Saves under {@code name}, replacing what was there in one step. */
  public void save(String name, Connection connection) throws IOException, NoConnection {
    Path file = file(name);
    makeFolder();
    ObjectNode content = json.createObjectNode();
    content.put("url", connection.url().toString());
    content.put("organizationId", connection.organizationId());
    content.put("keyId", connection.keyId());
    content.put("keySecret", connection.keySecret());
    Path draft =
        Files.createTempFile(folder, "." + name, ".tmp"); // made readable by its owner only
    try {
      Files.writeString(
          draft, json.writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n");
      if (posix()) {
        Files.setPosixFilePermissions(draft, OWNER_ONLY);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** The connection saved under {@code name}, or nothing where there is no such profile. */
  public Optional<Connection> find(String name) throws IOException, NoConnection {
    Path file = file(name);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    return Optional.of(read(file));
  }

  /** The names of all profiles, in alphabetical order. */
  public List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        names.add(name.substring(0, name.length() - ".json".length()));
      }
    } catch (NoSuchFileException nothingSavedYet) {
      return List.of();
    }
    names.sort(null);
    return names;
  }

  /** Forgets a profile; false if there was none. */
  public boolean remove(String name) throws IOException, NoConnection {
    return Files.deleteIfExists(file(name));
  }

  /**
   * Reads a file of the form {@code {url, organizationId, keyId, keySecret}}; further fields are
   * ignored.
   */
  public Connection read(Path file) throws IOException, NoConnection {
    JsonNode content;
    try {
      content = json.readTree(Files.readString(file));
    } catch (JacksonException notJson) {
      throw new NoConnection(
          file
              + ": found something that is not JSON, needed an object with url, organizationId,"
              + " keyId and keySecret");
    }
    List<String> missing = new ArrayList<>();
    String url = text(content, "url", missing);
    String organizationId = text(content, "organizationId", missing);
    String keyId = text(content, "keyId", missing);
    String keySecret = text(content, "keySecret", missing);
    if (!missing.isEmpty()) {
      throw new NoConnection(file + ": lacks " + String.join(", ", missing));
    }
    return new Connection(address(url, file.toString()), organizationId, keyId, keySecret);
  }

  /** Checks that {@code url} is the address of a control plane; {@code where} names its source. */
  static URI address(String url, String where) throws NoConnection {
    URI address;
    try {
      address = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
    } catch (IllegalArgumentException malformed) {
      throw new NoConnection(
          where + ": found url \"" + url + "\", needed an http or https address");
    }
    String scheme = address.getScheme();
    if (address.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw new NoConnection(
          where + ": found url \"" + url + "\", needed an http or https address");
    }
    return address;
  }

  private static String text(JsonNode content, String field, List<String> missing) {
    JsonNode value = content.get(field);
    if (value == null || !value.isString() || value.asString().isBlank()) {
      missing.add(field);
      return "";
    }
    return value.asString();
  }

  private Path file(String name) throws NoConnection {
    if (!NAME.matcher(name).matches()) {
      throw new NoConnection(
          "profile: found \"" + name + "\", needed letters, digits, '.', '_' or '-', at most 64");
    }
    return folder.resolve(name + ".json");
  }

  private void makeFolder() throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    if (posix()) {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_FOLDER));
    } else {
      Files.createDirectories(folder);
    }
  }

  private boolean posix() {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
