package io.freehold.aws.onboarding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * No permission changes without a new version. To write the newest one anew, run this with {@code
 * -Dfreehold.write=true}: a version that was released stays as it is, and the next number is begun.
 */
class TemplateVersionTest {
  private static final Path FOLDER =
      Path.of("src", "main", "resources", "io", "freehold", "aws", "onboarding", "catalogue");

  /** The checksums of the versions that customers may have deployed, the first one first. */
  private static final List<String> RELEASED =
      resource("released.txt").lines().filter(line -> !line.startsWith("#")).toList();

  @Test
  void the_newest_version_is_what_the_program_grants() throws IOException {
    int newest = TemplateVersion.newest().number();
    if (Boolean.getBoolean("freehold.write")) {
      int number = Math.max(newest, RELEASED.size() + 1);
      Files.writeString(FOLDER.resolve(number + ".txt"), TemplateVersion.ofProgram(number).text());
      newest = number;
    }
    assertThat(Files.readString(FOLDER.resolve(newest + ".txt")))
        .isEqualTo(TemplateVersion.ofProgram(newest).text());
  }

  @Test
  void what_was_released_stays_as_it_was() throws IOException {
    for (int number = 1; number <= RELEASED.size(); number++) {
      byte[] text = Files.readAllBytes(FOLDER.resolve(number + ".txt"));
      assertThat(sha256(text)).as("version " + number).isEqualTo(RELEASED.get(number - 1));
    }
  }

  @Test
  void versions_are_found_by_their_numbers_without_a_gap() {
    assertThat(TemplateVersion.all())
        .extracting(TemplateVersion::number)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, TemplateVersion.newest().number()).boxed().toList());
    assertThat(TemplateVersion.of(1)).contains(TemplateVersion.all().getFirst());
    assertThat(TemplateVersion.of(0)).isEmpty();
    assertThat(TemplateVersion.of(TemplateVersion.newest().number() + 1)).isEmpty();
  }

  @Test
  void a_version_is_read_as_it_was_written() {
    TemplateVersion now = TemplateVersion.ofProgram(7);
    assertThat(TemplateVersion.parse(7, now.text())).isEqualTo(now);
    assertThatThrownBy(() -> TemplateVersion.parse(7, "ec2 | Allow\n"))
        .hasMessageContaining("needed 5 columns");
  }

  @Test
  void there_is_a_line_for_the_boundary_for_who_may_enter_and_for_each_denial() {
    assertThat(TemplateVersion.newest().text().lines())
        .contains("base | Deny | kms:Decrypt | * |")
        .anyMatch(line -> line.startsWith("boundary | Allow | s3:PutObject | arn:aws:s3:::"))
        .contains(
            "trust | Allow | sts:AssumeRole | AWS <vendor-principal> |"
                + " StringEquals sts:ExternalId = <external-id>");
  }

  /** The older version is made up: there is another action in it, and two are not. */
  @Test
  void the_difference_names_what_came_and_what_went_by_policy() {
    TemplateVersion older = TemplateVersion.parse(1, resource("older.txt"));
    TemplateVersion newer = TemplateVersion.parse(2, resource("newer.txt"));
    PolicyDifference difference = PolicyDifference.between(older, newer);

    assertThat(difference.isEmpty()).isFalse();
    assertThat(difference.groups()).containsOnlyKeys("ec2", "kms", "s3");
    assertThat(difference.groups().get("ec2").added())
        .extracting(TemplateVersion.Entry::action)
        .containsExactly("ec2:CreateVolume");
    assertThat(difference.groups().get("ec2").removed())
        .extracting(TemplateVersion.Entry::action)
        .containsExactly("ec2:RunInstances");
    assertThat(difference.groups().get("kms").removed()).isEmpty();
    // Narrower than before: the old form went, the new one came.
    assertThat(difference.groups().get("s3").added())
        .extracting(TemplateVersion.Entry::conditions)
        .containsExactly("StringEquals aws:ResourceAccount = 111122223333");
    assertThat(difference.groups().get("s3").removed())
        .extracting(TemplateVersion.Entry::conditions)
        .containsExactly("");
    assertThat(PolicyDifference.between(newer, older).groups().get("ec2").removed())
        .isEqualTo(difference.groups().get("ec2").added());
  }

  @Test
  void there_is_no_difference_between_a_version_and_itself() {
    assertThat(
            PolicyDifference.between(TemplateVersion.newest(), TemplateVersion.newest()).isEmpty())
        .isTrue();
  }

  private static String resource(String name) {
    try (InputStream in = TemplateVersionTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(byte[] text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
