package io.freehold.app;

import io.freehold.kubernetes.catalogue.VendorSecrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The OAuth client as which Tailscale's operator in every cluster joins the vendor's network. Its
 * secret comes by a file: arguments are seen by everybody on the machine.
 */
final class TailscaleOptions {
  /** As the release catalogue calls it. */
  private static final String COMPONENT = "tailscale";

  private static final String ID = "--tailscale-oauth-client-id";
  private static final String SECRET = "--tailscale-oauth-secret-file";

  @Option(
      names = ID,
      paramLabel = "ID",
      description =
          "The OAuth client as which every cluster joins the vendor's network at Tailscale. Without"
              + " it no cluster does, and what is there of it is taken away. See docs/platform.md.")
  private @Nullable String clientId;

  @Option(
      names = SECRET,
      paramLabel = "FILE",
      description = "The secret of that client, tskey-client-..., and nothing else.")
  private @Nullable Path secretFile;

  /**
   * What was given.
   *
   * @throws IllegalArgumentException with all that is wrong; never with the secret
   */
  VendorSecrets secrets() {
    if (clientId == null && secretFile == null) {
      return VendorSecrets.NONE;
    }
    List<String> wrong = new ArrayList<>();
    String id = clientId == null ? "" : clientId;
    if (!id.matches("[A-Za-z0-9]{1,64}")) {
      wrong.add(
          "%s: found %s, needed the client's id, of letters and digits"
              .formatted(
                  ID,
                  clientId == null
                      ? "none"
                      : id.startsWith("tskey-") ? "what looks like the secret" : id));
    }
    String secret = secret(wrong);
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", wrong));
    }
    return VendorSecrets.NONE.with(COMPONENT, Map.of("client_id", id, "client_secret", secret));
  }

  private String secret(List<String> wrong) {
    if (secretFile == null) {
      wrong.add(SECRET + ": found none, needed the file with the client's secret");
      return "";
    }
    try {
      String secret = Files.readString(secretFile, StandardCharsets.ISO_8859_1).strip();
      if (!secret.matches("tskey-client-[A-Za-z0-9]+-[A-Za-z0-9]+")) {
        wrong.add(
            "%s: found something else in %s, needed one line like tskey-client-...-..."
                .formatted(SECRET, secretFile));
      }
      return secret;
    } catch (IOException unreadable) {
      wrong.add(
          "%s: found %s, which cannot be read; needed the file with the client's secret"
              .formatted(SECRET, secretFile));
      return "";
    }
  }
}
