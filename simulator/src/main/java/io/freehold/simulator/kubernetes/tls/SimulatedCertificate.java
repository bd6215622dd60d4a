package io.freehold.simulator.kubernetes.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A key and its certificate. New each time, never stored on disk. */
public final class SimulatedCertificate {
  private static final byte[] ECDSA_WITH_SHA256 =
      Der.sequence(Der.identifier("1.2.840.10045.4.3.2"));

  /** Years of two digits: good until 2049 (RFC 5280, section 4.1.2.5.1). */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private static final String SERVERS = "1.3.6.1.5.5.7.3.1";
  private static final String CLIENTS = "1.3.6.1.5.5.7.3.2";

  private final KeyPair pair;
  private final byte[] encoded;

  private SimulatedCertificate(KeyPair pair, byte[] encoded) {
    this.pair = pair;
    this.encoded = encoded;
  }

  /**
   * For {@code 127.0.0.1} and {@code localhost}; valid from 2020 to the end of 2049, so that it
   * does not ask what time it is. It vouches for itself.
   */
  public static SimulatedCertificate ofLoopback() {
    return selfSigned(
        newKey(),
        "simulated-eks",
        Instant.parse("2020-01-01T00:00:00Z"),
        Instant.parse("2049-12-31T23:59:59Z"),
        serverUse(),
        alternative(
            Der.tagged(0x82, ascii("localhost")), Der.tagged(0x87, new byte[] {127, 0, 0, 1})));
  }

  /**
   * For those names, which may be wildcards, between two times before 2050. It vouches for itself.
   */
  public static SimulatedCertificate ofNames(
      String issuer, List<String> names, Instant from, Instant until) {
    return selfSigned(newKey(), issuer, from, until, serverUse(), alternative(names));
  }

  /** Of an authority that vouches for itself, between two times before 2050. */
  public static SimulatedCertificate ofAuthority(String name, Instant from, Instant until) {
    return selfSigned(newKey(), name, from, until);
  }

  /** Another one for the same authority and the same key. */
  public SimulatedCertificate renewed(Instant from, Instant until) {
    return new SimulatedCertificate(
        pair,
        signed(
            pair.getPrivate(),
            content(pair, subject(), subject(), from, until, authority(), usage())));
  }

  /** One that this one vouches for, with a key of its own; for both sides of a connection. */
  public SimulatedCertificate issue(List<String> names, Instant from, Instant until) {
    KeyPair key = newKey();
    return new SimulatedCertificate(
        key,
        signed(
            pair.getPrivate(),
            content(
                key, subject(), Der.sequence(), from, until, use(SERVERS, CLIENTS), alone(names))));
  }

  /**
   * What was written by {@link #pem} and {@link #keyPem}.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static SimulatedCertificate read(String pem, String keyPem) {
    try {
      X509Certificate certificate = parse(pem.getBytes(StandardCharsets.US_ASCII));
      String key = keyPem.replaceAll("-----[A-Z ]+-----", "");
      PrivateKey secret =
          KeyFactory.getInstance("EC")
              .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(key)));
      return new SimulatedCertificate(
          new KeyPair(certificate.getPublicKey(), secret), certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("neither a certificate nor its key", e);
    }
  }

  private byte[] subject() {
    try {
      return parse(encoded).getSubjectX500Principal().getEncoded();
    } catch (CertificateException e) {
      throw new IllegalStateException("the JDK cannot read its own certificate", e);
    }
  }

  private static X509Certificate parse(byte[] pemOrDer) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pemOrDer));
  }

  private static SimulatedCertificate selfSigned(
      KeyPair pair, String name, Instant from, Instant until, byte[]... more) {
    byte[] subject = Der.sequence(Der.set(Der.sequence(Der.identifier("2.5.4.3"), Der.text(name))));
    byte[][] extensions =
        Stream.concat(Stream.of(authority(), usage()), Stream.of(more)).toArray(byte[][]::new);
    return new SimulatedCertificate(
        pair, signed(pair.getPrivate(), content(pair, subject, subject, from, until, extensions)));
  }

  private static KeyPair newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot make an EC key", e);
    }
  }

  private static byte[] signed(PrivateKey by, byte[] content) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(by);
      signature.update(content);
      return Der.sequence(content, ECDSA_WITH_SHA256, Der.bits(signature.sign(), 0));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot sign with an EC key", e);
    }
  }

  /** The part that is signed, in the order of RFC 5280, section 4.1. */
  private static byte[] content(
      KeyPair key,
      byte[] issuer,
      byte[] subject,
      Instant from,
      Instant until,
      byte[]... extensions) {
    return Der.sequence(
        Der.tagged(0xa0, Der.integer(2)),
        Der.integer(from.getEpochSecond()),
        ECDSA_WITH_SHA256,
        issuer,
        Der.sequence(Der.time(TIME.format(from)), Der.time(TIME.format(until))),
        subject,
        key.getPublic().getEncoded(),
        Der.tagged(0xa3, Der.sequence(extensions)));
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
    return use(SERVERS);
  }

  private static byte[] use(String... purposes) {
    byte[][] all = Stream.of(purposes).map(Der::identifier).toArray(byte[][]::new);
    return Der.sequence(Der.identifier("2.5.29.37"), Der.octets(Der.sequence(all)));
  }

  private static byte[] alternative(List<String> names) {
    return alternative(entries(names));
  }

  private static byte[] alternative(byte[]... entries) {
    return Der.sequence(Der.identifier("2.5.29.17"), Der.octets(Der.sequence(entries)));
  }

  /** Of a certificate without a subject, these have to be critical (RFC 5280, section 4.1.2.6). */
  private static byte[] alone(List<String> names) {
    return Der.sequence(
        Der.identifier("2.5.29.17"), Der.yes(), Der.octets(Der.sequence(entries(names))));
  }

  private static byte[][] entries(List<String> names) {
    return names.stream().map(name -> Der.tagged(0x82, ascii(name))).toArray(byte[][]::new);
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
    return pem("PRIVATE KEY", pair.getPrivate().getEncoded());
  }

  private static String pem(String what, byte[] content) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, base64, what);
  }

  /** For the server's side of connections. */
  public SSLContext serverContext() {
    try {
      Certificate certificate = parse(encoded);
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      char[] none = new char[0];
      store.setKeyEntry("server", pair.getPrivate(), none, new Certificate[] {certificate});
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
