package io.freehold.aws.onboarding;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** The terraform binary of this machine, at work in a folder. */
public final class Terraform {
  /** Names folders that hold providers, separated as on a path. */
  private static final String FOLDERS = "FREEHOLD_TERRAFORM_PROVIDERS";

  private static final String PROVIDER = "registry.terraform.io/hashicorp/aws";

  private final Path binary;
  private final Path folder;

  /** What it ended with and wrote. */
  public record Result(int code, String out) {}

  private Terraform(Path binary, Path folder) {
    this.binary = binary;
    this.folder = folder;
  }

  /**
   * In a folder.
   *
   * @throws TestAbortedException where there is no terraform on the path
   */
  public static Terraform in(Path folder) {
    write(folder.resolve("terraform.rc"), ""); // whatever the user has set counts for nothing
    return new Terraform(
        places("PATH")
            .map(place -> place.resolve("terraform"))
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow(() -> new TestAbortedException("needs terraform on the path")),
        folder);
  }

  /**
   * In a folder, with the AWS provider, which is never fetched: it is large, and tests need no
   * network.
   *
   * @throws TestAbortedException where this machine has none
   */
  static Terraform withProvider(Path folder) {
    Terraform terraform = in(folder);
    Path mirror =
        Stream.concat(
                places(FOLDERS),
                Stream.of(
                    Path.of("/opt/tf-plugins"),
                    Path.of("/usr/local/share/terraform/plugins"),
                    Path.of("/usr/share/terraform/plugins"),
                    Path.of(System.getProperty("user.home"), ".terraform.d", "plugins")))
            .filter(place -> Files.isDirectory(place.resolve(PROVIDER)))
            .findFirst()
            .orElseThrow(() ->
                new TestAbortedException(
                    "needs terraform's AWS provider in a folder of providers, named by "
                        + FOLDERS));
    write(
        folder.resolve("terraform.rc"),
        "provider_installation {\n  filesystem_mirror {\n    path = \"%s\"\n  }\n}\n"
            .formatted(mirror));
    return terraform;
  }

  /**
   * In a folder, with one provider's program, as who develops it runs it: nothing is fetched, and
   * no {@code init} is needed.
   *
   * @param address of the provider, such as {@code hashicorp/aws}
   * @throws TestAbortedException where there is no terraform on the path
   */
  public static Terraform withDeveloped(Path folder, String address, Path program) {
    Terraform terraform = in(folder);
    write(
        folder.resolve("terraform.rc"),
        "provider_installation {\n  dev_overrides {\n    \"%s\" = \"%s\"\n  }\n}\n"
            .formatted(address, program.toAbsolutePath().getParent()));
    return terraform;
  }

  /** Runs it and takes whatever comes of it. */
  public Result run(String... arguments) {
    List<String> command = new ArrayList<>(List.of(binary.toString()));
    command.addAll(Arrays.asList(arguments));
    try {
      ProcessBuilder start =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
      Map<String, String> environment = start.environment();
      environment.keySet().removeIf(name -> name.startsWith("TF_") || name.startsWith("AWS_"));
      environment.put("CHECKPOINT_DISABLE", "1");
      environment.put("TF_IN_AUTOMATION", "1");
      environment.put("TF_CLI_CONFIG_FILE", folder.resolve("terraform.rc").toString());
      Process process = start.start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), UTF_8);
      return new Result(process.waitFor(), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Runs it, and it has to succeed. */
  public String must(String... arguments) {
    Result result = run(arguments);
    if (result.code() != 0) {
      throw new AssertionError(
          "terraform " + arguments[0] + " ended with " + result.code() + ":\n" + result.out());
    }
    return result.out();
  }

  static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> places(String variable) {
    return Optional.ofNullable(System.getenv(variable)).stream()
        .flatMap(value -> Arrays.stream(value.split(File.pathSeparator)))
        .filter(place -> !place.isEmpty())
        .map(Path::of);
  }
}
