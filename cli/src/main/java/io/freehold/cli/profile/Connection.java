package io.freehold.cli.profile;

import java.net.URI;

/**
 * A control plane, an organization there, and the API key to speak for it.
 *
 * @param url the control plane's base address, without {@code /v1}
 */
public record Connection(URI url, String organizationId, String keyId, String keySecret) {
  /** From what a person typed; the address is checked. */
  public static Connection of(String url, String organizationId, String keyId, String keySecret)
      throws NoConnection {
    return new Connection(Profiles.address(url, "url"), organizationId, keyId, keySecret);
  }

  /** Without the secret, which must not reach a log or a stack trace. */
  @Override
  public String toString() {
    return url + " organization " + organizationId + " key " + keyId;
  }
}
