package io.freehold.simulator.kubernetes.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A key and a certificate that vouches for itself, for {@code 127.0.0.1} and {@code localhost}. New
 * in every process, never stored; valid from 2020 to the end of 2049, so that it does not ask what
 * time it is.
 */
public final class LoopbackCertificate {
  private static final byte[] ECDSA_WITH_SHA256 =
      Der.sequence(Der.identifier("1.2.840.10045.4.3.2"));

  private final PrivateKey key;
  private final byte[] encoded;

  private LoopbackCertificate(PrivateKey key, byte[] encoded) {
    this.key = key;
    this.encoded = encoded;
  }

  public static LoopbackCertificate create() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      byte[] content = content(pair.getPublic().getEncoded());
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(pair.getPrivate());
      signature.update(content);
      byte[] whole = Der.sequence(content, ECDSA_WITH_SHA256, Der.bits(signature.sign(), 0));
      return new LoopbackCertificate(pair.getPrivate(), whole);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot make an EC key", e);
    }
  }

  /** The part that is signed, in the order of RFC 5280, section 4.1. */
  private static byte[] content(byte[] publicKey) {
    byte[] name =
        Der.sequence(Der.set(Der.sequence(Der.identifier("2.5.4.3"), Der.text("simulated-eks"))));
    return Der.sequence(
        Der.tagged(0xa0, Der.integer(2)),
        Der.integer(1),
        ECDSA_WITH_SHA256,
        name,
        Der.sequence(Der.time("200101000000Z"), Der.time("491231235959Z")),
        name,
        publicKey,
        Der.tagged(0xa3, Der.sequence(authority(), usage(), serverUse(), addresses())));
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

  private static byte[] addresses() {
    byte[] localhost = "localhost".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    return Der.sequence(
        Der.identifier("2.5.29.17"),
        Der.octets(
            Der.sequence(
                Der.tagged(0x82, localhost), Der.tagged(0x87, new byte[] {127, 0, 0, 1}))));
  }

  /** The certificate in PEM, as a client's certificate authority. */
  public String pem() {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
    return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
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
