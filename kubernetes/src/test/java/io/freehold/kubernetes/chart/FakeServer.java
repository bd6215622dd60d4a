package io.freehold.kubernetes.chart;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.freehold.simulator.kubernetes.tls.SimulatedCertificate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A server of files on this machine, over TLS or not, that remembers what it was asked. */
class FakeServer implements AutoCloseable {
  private static final SimulatedCertificate CERTIFICATE = SimulatedCertificate.ofLoopback();

  final List<Request> requests = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch over = new CountDownLatch(1);
  private final boolean secure;

  /** What was asked, with the header that says by whom. */
  record Request(String target, Optional<String> authorization) {}

  /** Answers a request; closes nothing. */
  interface Answer {
    void to(HttpExchange exchange) throws IOException, InterruptedException;
  }

  FakeServer(boolean secure) throws IOException {
    this.secure = secure;
    InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    if (secure) {
      HttpsServer tls = HttpsServer.create(anywhere, 0);
      tls.setHttpsConfigurator(new HttpsConfigurator(CERTIFICATE.serverContext()));
      server = tls;
    } else {
      server = HttpServer.create(anywhere, 0);
    }
    server.setExecutor(threads);
    server.start();
  }

  /** A client that trusts it. */
  static HttpClient client() throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(
        "fake",
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(Tar.text(CERTIFICATE.pem()))));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).build();
  }

  URI at(String path) {
    return URI.create("%s://127.0.0.1:%d%s".formatted(secure ? "https" : "http", port(), path));
  }

  int port() {
    return server.getAddress().getPort();
  }

  void on(String path, Answer answer) {
    server.createContext(
        path,
        exchange -> {
          requests.add(
              new Request(
                  exchange.getRequestURI().toString(),
                  Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))));
          try (exchange) {
            answer.to(exchange);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  void file(String path, byte[] content) {
    on(path, exchange -> send(exchange, content));
  }

  void redirect(String path, URI to) {
    on(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("Location", to.toString());
          exchange.sendResponseHeaders(307, -1);
        });
  }

  /** Begins an answer and never ends it. */
  void stalled(String path) {
    on(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write(1);
          exchange.getResponseBody().flush();
          over.await();
        });
  }

  /** More than anybody wants, without saying how much. */
  void endless(String path) {
    on(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] some = new byte[1 << 16];
          while (over.getCount() > 0) {
            exchange.getResponseBody().write(some);
          }
        });
  }

  static void send(HttpExchange exchange, byte[] content) throws IOException {
    exchange.sendResponseHeaders(200, content.length);
    exchange.getResponseBody().write(content);
  }

  long asked(String path) {
    return requests.stream().filter(one -> one.target().startsWith(path)).count();
  }

  @Override
  public void close() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
