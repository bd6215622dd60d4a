package io.freehold.controlplane.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server of our own in one directory, which only one control plane at a time can hold:
 * {@code postgres/} the data, {@code postgres.password}, {@code postgres.log}, {@code lock}. The
 * server itself is unpacked once for each user of the machine.
 */
final class EmbeddedDatabase implements AutoCloseable {
  static final String USER = "postgres";

  private static final Duration START = Duration.ofSeconds(30);
  private static final String SECURED = "# Freehold: passwords only\n";
  private static final String HOST_BASED_ACCESS =
      SECURED
          + "host all all 127.0.0.1/32 scram-sha-256\n"
          + "host all all ::1/128 scram-sha-256\n";

  private final FileChannel lockFile;
  private final EmbeddedPostgres server;
  private final String password;

  private EmbeddedDatabase(FileChannel lockFile, EmbeddedPostgres server, String password) {
    this.lockFile = lockFile;
    this.server = server;
    this.password = password;
  }

  /**
   * Starts the server on what is in the directory, or on nothing. A server that a killed control
   * plane left running is stopped first.
   *
   * @throws IOException if another control plane holds the directory, or the server does not start
   */
  static EmbeddedDatabase start(Path directory, int port) throws IOException {
    Path home = directory.toAbsolutePath().normalize();
    Files.createDirectories(home);
    FileChannel lockFile = lock(home);
    try {
      Path data = home.resolve("postgres");
      LeftoverPostmaster.stop(data);
      String password = password(home.resolve("postgres.password"));
      EmbeddedPostgres server = launch(home, data, port, password);
      try {
        secure(server, data, password);
      } catch (SQLException | IOException | RuntimeException e) {
        server.close();
        throw new IOException("the embedded PostgreSQL could not be given its password", e);
      }
      return new EmbeddedDatabase(lockFile, server, password);
    } catch (IOException | RuntimeException e) {
      lockFile.close();
      throw e;
    }
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
  }

  String password() {
    return password;
  }

  @Override
  public void close() throws IOException {
    server.close();
    lockFile.close(); // and with it the lock
  }

  private static FileChannel lock(Path home) throws IOException {
    FileChannel file =
        FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    @Nullable FileLock lock;
    try {
      lock = file.tryLock();
    } catch (OverlappingFileLockException inThisProcess) {
      lock = null;
    }
    if (lock == null) {
      file.close();
      throw new IOException(
          "data directory: found "
              + home
              + " in use by another control plane, needed one for itself. Stop the other one, or"
              + " choose another directory");
    }
    return file;
  }

  private static EmbeddedPostgres launch(Path home, Path data, int port, String password)
      throws IOException {
    Redirect log = Redirect.appendTo(home.resolve("postgres.log").toFile());
    // As root it runs the server under `unshare -U`, because PostgreSQL refuses to run as root.
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .setDataDirectory(data)
            .setOverrideWorkingDirectory(binaries(home).toFile())
            .setPGStartupWait(START)
            .setConnectConfig("password", password)
            .setOutputRedirector(log)
            .setErrorRedirector(log)
            // It is meant for tests, and so these two are off unless said otherwise.
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("max_connections", "100")
            .setServerConfig("unix_socket_directories", "");
    if (port != 0) {
      builder.setPort(port);
    }
    return builder.start();
  }

  /**
   * Where the server is unpacked, which takes longer than its start: in the user's cache, or beside
   * the data of a user who has none.
   */
  private static Path binaries(Path home) throws IOException {
    Path told = Path.of(Objects.requireNonNullElse(System.getenv("XDG_CACHE_HOME"), ""));
    // One that is not absolute counts for nothing: so says the specification of that variable.
    Path cache = told.isAbsolute() ? told : Path.of(System.getProperty("user.home"), ".cache");
    Path binaries = cache.toAbsolutePath().resolve("freehold").resolve("postgres");
    try {
      Files.createDirectories(binaries);
      if (isOnlyOurs(binaries)) {
        return binaries;
      }
    } catch (IOException noCache) {
      // Beside the data, then.
    }
    return Files.createDirectories(home.resolve("binaries"));
  }

  /** What is in it is run: nobody else may have put it there. */
  private static boolean isOnlyOurs(Path folder) throws IOException {
    PosixFileAttributes attributes = Files.readAttributes(folder, PosixFileAttributes.class);
    return Files.isWritable(folder)
        && attributes.owner().getName().equals(System.getProperty("user.name"))
        && !attributes.permissions().contains(PosixFilePermission.GROUP_WRITE)
        && !attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE);
  }

  /** Until this has been done once, the server trusts everybody on this machine. */
  private static void secure(EmbeddedPostgres server, Path data, String password)
      throws SQLException, IOException {
    Path access = data.resolve("pg_hba.conf");
    if (Files.readString(access).startsWith(SECURED)) {
      return;
    }
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER ROLE " + USER + " PASSWORD '" + password + "'");
      Files.writeString(access, HOST_BASED_ACCESS);
      statement.execute("SELECT pg_reload_conf()");
    }
  }

  private static String password(Path file) throws IOException {
    if (Files.exists(file)) {
      return Files.readString(file).strip();
    }
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(draft);
    Files.createFile(
        draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(draft, password + "\n");
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    return password;
  }
}
