package io.freehold.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher script with folders made up for it: JDKs that only say what they were started with.
 */
class LauncherTest {
  @TempDir private Path folder;
  private Path checkout;
  private final Map<String, String> environment = new HashMap<>();

  private record Run(int code, String out, String err) {}

  @BeforeEach
  void aCheckout() throws IOException {
    checkout = Files.createDirectories(folder.resolve("check out"));
    Files.copy(Path.of("..", "freehold"), checkout.resolve("freehold"));
    executable(checkout.resolve("freehold"));
    Files.createDirectories(checkout.resolve("app/src/main"));
    Files.writeString(checkout.resolve("pom.xml"), "<project/>");
    old(checkout.resolve("pom.xml"));
    environment.put("HOME", Files.createDirectories(folder.resolve("home")).toString());
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("FREEHOLD_JVM_FOLDERS", folder.resolve("jvm").toString());
    environment.put("FREEHOLD_AOT", "off");
  }

  private void built() throws IOException {
    Path jar = checkout.resolve("app/target/freehold/freehold.jar");
    Files.createDirectories(jar.getParent());
    Files.writeString(jar, "a program");
  }

  private static void old(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Path jdk(String name, String version) throws IOException {
    return jdkAt(folder.resolve("jvm").resolve(name), version);
  }

  private Path jdkAt(Path home, String version) throws IOException {
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(
        home.resolve("release"),
        "IMPLEMENTOR=\"Somebody\"\nJAVA_RUNTIME_VERSION=\"%s+6\"\nJAVA_VERSION=\"%s\""
            .formatted(version, version));
    for (String program : List.of("java", "javac")) {
      Path file = home.resolve("bin").resolve(program);
      Files.writeString(
          file,
          """
          #!/bin/sh
          for a in "$@"; do
            case $a in -XX:AOTCacheOutput=*) echo "cache of $*" >"${a#*=}"; exit 0 ;; esac
          done
          echo "started $0"
          for a in "$@"; do echo "[$a]"; done
          exit 7
          """);
      executable(file);
    }
    return home;
  }

  /** A Maven that only notes that it ran, and leaves what the real one would. */
  private void maven(int code) throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path jar = checkout.resolve("app/target/freehold/freehold.jar");
    Files.writeString(
        bin.resolve("mvn"),
        "#!/bin/sh\necho \"maven $* with $JAVA_HOME in $PWD\"\nmkdir -p '%s'\n: >'%s'\nexit %d\n"
            .formatted(jar.getParent(), jar, code));
    executable(bin.resolve("mvn"));
    environment.put("PATH", bin + ":/usr/bin:/bin");
  }

  private Run run(String... arguments) throws IOException, InterruptedException {
    return runAt(checkout.resolve("freehold"), arguments);
  }

  private Run runAt(Path launcher, String... arguments) throws IOException, InterruptedException {
    List<String> command = new java.util.ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.directory(folder.toFile());
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Run(
        process.exitValue(), Files.readString(out), Files.readString(err, StandardCharsets.UTF_8));
  }

  @Test
  void starts_the_program_with_its_arguments_as_they_are_and_ends_with_its_code() throws Exception {
    built();
    Path home = jdk("temurin-25", "25.0.3");
    Run run = run("infra", "create", "--name", "a b  c*");
    assertThat(run.out().lines())
        .startsWith("started " + home + "/bin/java")
        .contains(
            "[--enable-native-access=ALL-UNNAMED]",
            "[" + checkout.toRealPath() + "/app/target/freehold/freehold.jar]")
        .endsWith("[infra]", "[create]", "[--name]", "[a b  c*]");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isEqualTo(7);
  }

  @Test
  void passes_over_a_java_home_of_17_for_a_25_elsewhere() throws Exception {
    built();
    environment.put("JAVA_HOME", jdkAt(folder.resolve("java17"), "17.0.15").toString());
    jdk("a-java-17", "17.0.15");
    jdk("b-java-21", "21.0.9");
    Path home = jdk("c-java-25", "25");
    assertThat(run().out()).startsWith("started " + home);
  }

  @Test
  void says_what_was_passed_over_and_what_to_install_when_there_is_no_25() throws Exception {
    built();
    environment.put("JAVA_HOME", jdkAt(folder.resolve("java17"), "17.0.15").toString());
    jdk("java-21", "21.0.9");
    jdk("java-250", "250.1");
    Run run = run();
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("needs a JDK 25")
        .contains("Java 17.0.15 in " + folder.resolve("java17"))
        .contains("Java 21.0.9 in " + folder.resolve("jvm/java-21"))
        .contains("apt install openjdk-25-jdk-headless")
        .contains("FREEHOLD_JAVA_HOME=");
  }

  @Test
  void takes_the_one_that_was_named_or_says_why_not() throws Exception {
    built();
    jdk("java-25", "25.0.3");
    Path named = jdkAt(folder.resolve("my jdk"), "25.0.1");
    environment.put("FREEHOLD_JAVA_HOME", named.toString());
    assertThat(run().out()).startsWith("started " + named);
    environment.put("FREEHOLD_JAVA_HOME", jdkAt(folder.resolve("java17"), "17.0.15").toString());
    Run run = run();
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("found there: Java 17.0.15, needed: a JDK 25");
  }

  @Test
  void finds_one_that_sdkman_asdf_or_mise_installed() throws Exception {
    built();
    Path home = Path.of(environment.get("HOME"));
    for (String place :
        List.of(
            ".sdkman/candidates/java/25.0.3-tem",
            ".asdf/installs/java/temurin-25",
            ".local/share/mise/installs/java/25")) {
      Path jdk = jdkAt(home.resolve(place), "25.0.3");
      assertThat(run().out()).startsWith("started " + jdk);
      Files.delete(jdk.resolve("release"));
    }
    assertThat(run().code()).isEqualTo(1);
  }

  @Test
  void finds_one_on_the_path_behind_symbolic_links() throws Exception {
    built();
    Path jdk = jdkAt(folder.resolve("somewhere/jdk"), "25.0.3");
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Files.createSymbolicLink(folder.resolve("alternative"), jdk.resolve("bin/java"));
    Files.createSymbolicLink(bin.resolve("java"), Path.of("../alternative"));
    environment.put("PATH", bin + ":/usr/bin:/bin");
    assertThat(run().out()).startsWith("started " + jdk);
  }

  @Test
  void can_be_called_by_a_symbolic_link() throws Exception {
    built();
    jdk("java-25", "25.0.3");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("check out/freehold"));
    assertThat(runAt(link).out()).contains("/check out/app/target/freehold/freehold.jar]");
  }

  @Test
  void builds_a_checkout_on_first_use_with_the_25_that_it_found() throws Exception {
    maven(0);
    Path home = jdk("java-25", "25.0.3");
    Run run = run("infra", "list");
    assertThat(run.err())
        .contains("building " + checkout.toRealPath())
        .contains("maven -q -ntp -DskipTests")
        .contains("with " + home + " in " + checkout.toRealPath());
    assertThat(run.out()).startsWith("started " + home).doesNotContain("maven");
    assertThat(run("infra", "list").err()).isEmpty();
  }

  @Test
  void builds_again_when_a_source_of_any_module_is_newer() throws Exception {
    maven(0);
    built();
    jdk("java-25", "25.0.3");
    assertThat(run().err()).isEmpty();
    Path jar = checkout.resolve("app/target/freehold/freehold.jar");
    Path source = checkout.resolve("kernel/src/main/java/A.java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, "class A {}");
    old(jar);
    environment.put("FREEHOLD_BUILD", "never");
    assertThat(run().err()).isEmpty();
    environment.remove("FREEHOLD_BUILD");
    assertThat(run().err()).contains("building");
  }

  @Test
  void does_not_start_what_could_not_be_built() throws Exception {
    maven(1);
    jdk("java-25", "25.0.3");
    Run run = run();
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("the build failed");
  }

  @Test
  void says_that_maven_is_missing_but_runs_what_is_built() throws Exception {
    jdk("java-25", "25.0.3");
    // Only what the script itself calls: a real Maven may lie in the same folder as these.
    Path bin = Files.createDirectories(folder.resolve("bin"));
    for (String program : List.of("find", "head", "readlink", "dirname")) {
      Files.writeString(bin.resolve(program), "#!/bin/sh\nexec /usr/bin/" + program + " \"$@\"\n");
      executable(bin.resolve(program));
    }
    environment.put("PATH", bin.toString());
    Run missing = run();
    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.err()).contains("needs Maven");
    built();
    old(checkout.resolve("app/target/freehold/freehold.jar"));
    Files.setLastModifiedTime(
        checkout.resolve("pom.xml"), FileTime.from(Instant.EPOCH.plusSeconds(60)));
    Run stale = run();
    assertThat(stale.err()).contains("running what is there");
    assertThat(stale.out()).startsWith("started");
  }

  @Test
  void makes_a_cache_for_client_verbs_once_and_starts_with_it_from_then_on() throws Exception {
    built();
    jdk("java-25", "25.0.3");
    environment.remove("FREEHOLD_AOT");
    Path program = checkout.resolve("app/target/freehold");
    Path cache = program.resolve("client-25.0.3+6.aot");
    assertThat(run("serve").out()).doesNotContain("AOT");
    assertThat(cache).doesNotExist();
    assertThat(run("infra", "list").out()).startsWith("started").doesNotContain("AOT");
    await()
        .until(() ->
            Files.exists(cache) && !Files.exists(program.resolve(cache.getFileName() + ".making")));
    assertThat(cache).content().contains("freehold.jar rehearse");
    assertThat(run("infra", "list").out())
        .contains("[-XX:AOTCache=" + cache.toRealPath() + "]")
        .endsWith("[infra]\n[list]\n");
    assertThat(run("serve").out()).doesNotContain("AOT");
    old(cache);
    assertThat(run("infra", "list").out()).doesNotContain("AOT");
    environment.put("FREEHOLD_AOT", "off");
    assertThat(run("infra", "list").out()).doesNotContain("AOT");
  }

  @Test
  void a_cache_that_cannot_be_made_stops_nothing() throws Exception {
    built();
    Path home = jdk("java-25", "25.0.3");
    environment.remove("FREEHOLD_AOT");
    Path started = checkout.resolve("app/target/freehold/client-25.0.3+6.aot.making");
    Files.writeString(started, "by another run");
    Run run = run("infra", "list");
    assertThat(run.out()).startsWith("started " + home);
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isEqualTo(7);
    assertThat(started).content().isEqualTo("by another run");
  }

  @Test
  void a_distribution_without_sources_never_builds() throws Exception {
    Path distribution = Files.createDirectories(folder.resolve("distribution"));
    Files.copy(checkout.resolve("freehold"), distribution.resolve("freehold"));
    executable(distribution.resolve("freehold"));
    jdk("java-25", "25.0.3");
    Run missing = runAt(distribution.resolve("freehold"));
    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.err()).contains("freehold.jar is missing");
    Files.writeString(distribution.resolve("freehold.jar"), "a program");
    assertThat(runAt(distribution.resolve("freehold")).out())
        .contains("/distribution/freehold.jar]");
  }
}
