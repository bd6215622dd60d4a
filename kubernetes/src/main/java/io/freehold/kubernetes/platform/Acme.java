package io.freehold.kubernetes.platform;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who issues the certificates of infrastructures, by the ACME protocol.
 *
 * @param directory the address of its ACME directory, with {@code https}
 * @param email where it reaches whoever is responsible; empty where nobody is to be written to
 * @param authorities the certificates, in PEM, of who vouches for the directory's own TLS; empty
 *     where that is one that everybody trusts
 */
public record Acme(URI directory, Optional<String> email, Optional<String> authorities) {
  /** Let's Encrypt, which browsers and operating systems trust. */
  public static final Acme LETS_ENCRYPT =
      new Acme(
          URI.create("https://acme-v02.api.letsencrypt.org/directory"),
          Optional.empty(),
          Optional.empty());

  private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s.]+(\\.[^@\\s.]+)+");

  /**
   * @throws IllegalArgumentException with all that is wrong
   */
  public Acme {
    List<String> wrong = violations(directory, email, authorities);
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", wrong));
    }
  }

  /** What is wrong with such settings, each with the field's name first. */
  public static List<String> violations(
      URI directory, Optional<String> email, Optional<String> authorities) {
    List<String> wrong = new ArrayList<>();
    if (!"https".equals(directory.getScheme())
        || directory.getHost() == null
        || directory.getUserInfo() != null
        || directory.getFragment() != null) {
      wrong.add(
          "directory: found %s, needed the https address of an ACME directory, like %s"
              .formatted(directory, "https://acme.example.com/acme/directory"));
    }
    email
        .filter(address -> !EMAIL.matcher(address).matches())
        .ifPresent(address ->
            wrong.add(
                "email: found %s, needed one e-mail address, like certificates@example.com"
                    .formatted(address)));
    authorities
        .filter(pem -> !isCertificates(pem))
        .ifPresent(pem ->
            wrong.add(
                "ca: found no certificate that can be read, needed one or more in PEM, each from"
                    + " BEGIN CERTIFICATE to END CERTIFICATE"));
    return wrong;
  }

  private static boolean isCertificates(String pem) {
    try {
      return pem.contains("-----BEGIN CERTIFICATE-----")
          && !CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
              .isEmpty();
    } catch (CertificateException unreadable) {
      return false;
    }
  }
}
