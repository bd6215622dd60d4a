package io.freehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionTest {
  @TempDir private Path folder;
  private FakeControlPlane controlPlane;
  private Path profiles;

  @BeforeEach
  void start() throws IOException {
    controlPlane = new FakeControlPlane();
    controlPlane.on("GET", "", "{\"id\":\"x\"}").on("GET", "/services", "[]");
    profiles = folder.resolve("config/profiles");
  }

  @AfterEach
  void stop() {
    controlPlane.close();
  }

  private Path credentials() throws IOException {
    return Files.writeString(
        folder.resolve("credentials.json"),
        """
        {"url":"%s/","organizationId":"%s","keyId":"%s","keySecret":"%s","consoleLink":"http://x"}
        """
            .formatted(
                controlPlane.url(),
                FakeControlPlane.ORGANIZATION,
                FakeControlPlane.KEY_ID,
                FakeControlPlane.KEY_SECRET));
  }

  @Test
  void a_saved_profile_is_enough_and_only_its_owner_can_read_it() throws IOException {
    Session session = new Session(profiles);
    assertThat(session.run("profile", "save", "--from", credentials().toString()).code()).isZero();
    Path saved = profiles.resolve("default.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(saved)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(profiles)))
        .isEqualTo("rwx------");
    assertThat(session.run("service", "list").code()).isZero();
    assertThat(session.run("profile", "list").out())
        .contains(controlPlane.url().toString())
        .doesNotContain(FakeControlPlane.KEY_SECRET);
    assertThat(session.run("profile", "remove", "default").code()).isZero();
    assertThat(session.run("service", "list").code()).isEqualTo(2);
  }

  @Test
  void the_secret_is_asked_for_and_never_an_option() {
    Session session = new Session(profiles).typing(FakeControlPlane.KEY_SECRET);
    Session.Run run =
        session.run(
            "profile",
            "save",
            "other",
            "--url",
            controlPlane.url().toString(),
            "--organization",
            FakeControlPlane.ORGANIZATION,
            "--key-id",
            FakeControlPlane.KEY_ID);
    assertThat(run.code()).isZero();
    assertThat(run.out()).doesNotContain(FakeControlPlane.KEY_SECRET);
    assertThat(session.run("service", "list", "--profile", "other").code()).isZero();
    assertThat(session.run("profile", "save", "--key-secret", "x").code()).isEqualTo(2);
  }

  @Test
  void a_key_that_is_refused_is_not_saved() throws IOException {
    Path file = credentials();
    Files.writeString(file, Files.readString(file).replace(FakeControlPlane.KEY_SECRET, "wrong"));
    Session session = new Session(profiles);
    Session.Run run = session.run("profile", "save", "--from", file.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("401").contains("--no-check");
    assertThat(profiles.resolve("default.json")).doesNotExist();
    assertThat(session.run("profile", "save", "--no-check", "--from", file.toString()).code())
        .isZero();
  }

  @Test
  void the_environment_counts_as_a_whole_so_that_no_key_goes_to_another_address()
      throws IOException {
    Session session = new Session(profiles);
    session.run("profile", "save", "--from", credentials().toString());
    Session.Run run = session.set("FREEHOLD_URL", "http://127.0.0.1:1").run("service", "list");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("only in part").contains("FREEHOLD_KEY_SECRET missing");
    assertThat(session.run("service", "list", "--profile", "default").code()).isZero();
  }

  @Test
  void says_what_is_missing_when_nothing_is_known() {
    Session.Run run = new Session(profiles).run("service", "list");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("FREEHOLD_URL").contains("freehold profile save");
  }

  @Test
  void names_of_profiles_cannot_lead_out_of_their_folder() throws IOException {
    Session.Run run =
        new Session(profiles).run("profile", "save", "../x", "--from", credentials().toString());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("found \"../x\"");
  }

  @Test
  void refuses_an_address_that_is_none() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("c.json"), Files.readString(credentials()).replace("http:", "ftp:"));
    assertThat(new Session(profiles).run("profile", "save", "--from", file.toString()).err())
        .contains("needed an http or https address");
    Path broken = Files.writeString(folder.resolve("d.json"), "{}");
    assertThat(new Session(profiles).run("profile", "save", "--from", broken.toString()).err())
        .contains("lacks url, organizationId, keyId, keySecret");
  }
}
