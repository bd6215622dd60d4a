package io.freehold.simulator.kubernetes;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.freehold.simulator.kubernetes.tls.SimulatedCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The ports of the server: one plain, and one with TLS that opens when first asked for. */
final class Doors implements AutoCloseable {
  static {
    // Else every small answer waits 40 ms for the acknowledgement of its headers. Read once, when
    // the server's classes are loaded.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private final HttpHandler handler;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer plain;
  private @Nullable HttpsServer secure;
  private @Nullable SimulatedCertificate certificate;

  Doors(HttpHandler handler) {
    this.handler = handler;
    try {
      plain = HttpServer.create(anyPort(), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    open(plain);
  }

  String address() {
    return "http://127.0.0.1:" + plain.getAddress().getPort();
  }

  synchronized String secureAddress() {
    HttpsServer server = secure;
    if (server == null) {
      try {
        server = HttpsServer.create(anyPort(), 0);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      server.setHttpsConfigurator(new HttpsConfigurator(certificate().serverContext()));
      open(server);
      secure = server;
    }
    return "https://127.0.0.1:" + server.getAddress().getPort();
  }

  synchronized SimulatedCertificate certificate() {
    SimulatedCertificate known = certificate;
    if (known == null) {
      known = SimulatedCertificate.ofLoopback();
      certificate = known;
    }
    return known;
  }

  private void open(HttpServer server) {
    server.setExecutor(threads);
    server.createContext("/", handler);
    server.start();
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  @Override
  public synchronized void close() {
    plain.stop(0);
    if (secure != null) {
      secure.stop(0);
    }
    threads.shutdownNow();
  }
}
