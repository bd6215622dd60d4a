package io.freehold.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules that are about sources rather than classes. */
class SourceTreeTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern SENTENCE =
      Pattern.compile("^/\\*\\*\\s.*?[.:].*?\\*/\\s*@", Pattern.DOTALL);

  private static final Pattern KIND = Pattern.compile("implements AwsType<(\\w+),");
  private static final Pattern CONTRACT =
      Pattern.compile("class \\w+ContractTest extends KindContract<(\\w+),");

  private static List<Path> sources(String part) throws IOException {
    List<Path> sources = new ArrayList<>();
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path module : modules.filter(m -> Files.exists(m.resolve("pom.xml"))).toList()) {
        Path folder = module.resolve(part);
        if (Files.isDirectory(folder)) {
          try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
          }
        }
      }
    }
    assertThat(sources).isNotEmpty();
    return sources;
  }

  @Test
  void every_package_says_in_a_sentence_what_it_is_for() throws IOException {
    List<Path> silent = new ArrayList<>();
    for (Path folder :
        new TreeSet<>(sources("src/main/java").stream().map(Path::getParent).toList())) {
      Path info = folder.resolve("package-info.java");
      if (!Files.exists(info) || !SENTENCE.matcher(Files.readString(info)).find()) {
        silent.add(ROOT.relativize(folder));
      }
    }
    assertThat(silent).isEmpty();
  }

  @Test
  void every_kind_of_aws_resource_keeps_the_contract() throws IOException {
    List<Path> kinds = sources("src/main/java");
    assertThat(kinds.stream().filter(file -> KIND.matcher(read(file)).find()))
        .hasSizeGreaterThan(20);
    assertThat(kindsWithoutContract(kinds, sources("src/test/java"))).isEmpty();
  }

  @Test
  void a_kind_without_its_contract_is_found(@TempDir Path folder) throws IOException {
    Path kept = write(folder, "Kept", "class Kept implements AwsType<Kept, String> {}");
    Path owing = write(folder, "Owing", "class Owing { static class T implements AwsType<Owing,");
    Path other = write(folder, "Other", "class Other implements ResourceType<Other, String> {}");
    Path suite =
        write(
            folder, "KeptContractTest", "class KeptContractTest extends KindContract<Kept, X> {}");
    Path named = write(folder, "OwingContractTest", "class OwingContractTest {}");
    assertThat(kindsWithoutContract(List.of(kept, owing, other), List.of(suite, named)))
        .containsExactly("Owing");
  }

  private static Path write(Path folder, String name, String source) throws IOException {
    return Files.writeString(folder.resolve(name + ".java"), source);
  }

  /** Kinds that no contract suite of their own is for. */
  private static Set<String> kindsWithoutContract(List<Path> mainSources, List<Path> testSources) {
    Set<String> owing = new TreeSet<>();
    for (Path file : mainSources) {
      Matcher kind = KIND.matcher(read(file));
      if (kind.find()) {
        owing.add(kind.group(1));
      }
    }
    for (Path file : testSources) {
      Matcher suite = CONTRACT.matcher(read(file));
      if (suite.find()) {
        owing.remove(suite.group(1));
      }
    }
    return owing;
  }

  @Test
  void nothing_is_mocked() throws IOException {
    Pattern mocking =
        Pattern.compile("mockito|easymock|powermock|jmockit|mockk", Pattern.CASE_INSENSITIVE);
    try (Stream<Path> files = Files.walk(ROOT, 2)) {
      List<Path> poms =
          files.filter(file -> file.getFileName().toString().equals("pom.xml")).toList();
      assertThat(poms).hasSizeGreaterThan(5);
      assertThat(poms.stream().filter(pom -> mocking.matcher(read(pom)).find())).isEmpty();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }
}
