package io.freehold.simulator.kubernetes.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A key and a certificate that vouches for itself. New each time, never stored on disk. */
public final class SelfSignedCertificate {
  private static final byte[] ECDSA_WITH_SHA256 =
      Der.sequence(Der.identifier("1.2.840.10045.4.3.2"));

  /** Years of two digits: good until 2049 (RFC 5280, section 4.1.2.5.1). */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private final PrivateKey key;
  private final byte[] encoded;

  private SelfSignedCertificate(PrivateKey key, byte[] encoded) {
    this.key = key;
    this.encoded = encoded;
  }

  /**
   * For {@code 127.0.0.1} and {@code localhost}; valid from 2020 to the end of 2049, so that it
   * does not ask what time it is.
   */
  public static SelfSignedCertificate ofLoopback() {
    return create(
        "simulated-eks",
        Instant.parse("2020-01-01T00:00:00Z"),
        Instant.parse("2049-12-31T23:59:59Z"),
        Der.tagged(0x82, ascii("localhost")),
        Der.tagged(0x87, new byte[] {127, 0, 0, 1}));
  }

  /** For those names, which may be wildcards, between two times before 2050. */
  public static SelfSignedCertificate ofNames(
      String issuer, List<String> names, Instant from, Instant until) {
    return create(
        issuer,
        from,
        until,
        names.stream().map(name -> Der.tagged(0x82, ascii(name))).toArray(byte[][]::new));
  }

  private static SelfSignedCertificate create(
      String issuer, Instant from, Instant until, byte[]... names) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      byte[] content = content(pair.getPublic().getEncoded(), issuer, from, until, names);
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(pair.getPrivate());
      signature.update(content);
      byte[] whole = Der.sequence(content, ECDSA_WITH_SHA256, Der.bits(signature.sign(), 0));
      return new SelfSignedCertificate(pair.getPrivate(), whole);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot make an EC key", e);
    }
  }

  /** The part that is signed, in the order of RFC 5280, section 4.1. */
  private static byte[] content(
      byte[] publicKey, String issuer, Instant from, Instant until, byte[]... names) {
    byte[] name = Der.sequence(Der.set(Der.sequence(Der.identifier("2.5.4.3"), Der.text(issuer))));
    return Der.sequence(
        Der.tagged(0xa0, Der.integer(2)),
        Der.integer(1),
        ECDSA_WITH_SHA256,
        name,
        Der.sequence(Der.time(TIME.format(from)), Der.time(TIME.format(until))),
        name,
        publicKey,
        Der.tagged(0xa3, Der.sequence(authority(), usage(), serverUse(), alternative(names))));
  }

  private static byte[] authority() {
    return Der.sequence(
        Der.identifier("2.5.29.19"), Der.yes(), Der.octets(Der.sequence(Der.yes())));
  }

  /** Digital signatures and signing certificates: bits 0 and 5. */
  private static byte[] usage() {
    return Der.sequence(
        Der.identifier("2.5.29.15"), Der.yes(), Der.octets(Der.bits(new byte[] {(byte) 0x84}, 2)));
  }

  private static byte[] serverUse() {
    return Der.sequence(
        Der.identifier("2.5.29.37"), Der.octets(Der.sequence(Der.identifier("1.3.6.1.5.5.7.3.1"))));
  }

  private static byte[] alternative(byte[]... names) {
    return Der.sequence(Der.identifier("2.5.29.17"), Der.octets(Der.sequence(names)));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** The certificate in PEM, as a client's certificate authority. */
  public String pem() {
    return pem("CERTIFICATE", encoded);
  }

  /** Its key in PEM. */
  public String keyPem() {
    return pem("PRIVATE KEY", key.getEncoded());
  }

  private static String pem(String what, byte[] content) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, base64, what);
  }

  /** For the server's side of connections. */
  public SSLContext serverContext() {
    try {
      Certificate certificate =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(encoded));
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      char[] none = new char[0];
      store.setKeyEntry("server", key, none, new Certificate[] {certificate});
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, none);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the JDK cannot use its own certificate", e);
    }
  }
}
