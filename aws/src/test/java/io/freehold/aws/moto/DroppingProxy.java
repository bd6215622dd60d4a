package io.freehold.aws.moto;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * A wire that can lose answers: passes every request on, and where told to, closes the connection
 * after the other end did the deed and answered. It can also answer itself, in the place of the
 * other end. It remembers every request.
 *
 * <p>Not for the use of several tests at the same time.
 */
public final class DroppingProxy implements AutoCloseable {
  /** Headers that belong to one connection, or that the JDK's client sets itself. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

  private final URI target;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<WireCall> calls = new CopyOnWriteArrayList<>();
  private final List<Fault> faults = new CopyOnWriteArrayList<>();

  /** An answer in the place of the other end's. */
  public record Answer(int status, Map<String, String> headers, String body) {}

  /** Something that goes wrong with some calls. */
  public static final class Fault {
    private final Predicate<WireCall> which;
    private final int nth;
    private final boolean onlyOnce;
    private final Optional<Answer> instead;
    private final AtomicInteger seen = new AtomicInteger();
    private final AtomicInteger fired = new AtomicInteger();

    private Fault(Predicate<WireCall> which, int nth, boolean onlyOnce, Optional<Answer> instead) {
      this.which = which;
      this.nth = nth;
      this.onlyOnce = onlyOnce;
      this.instead = instead;
    }

    private boolean strikes(WireCall call) {
      if (!which.test(call)) {
        return false;
      }
      int count = seen.incrementAndGet();
      boolean strikes = onlyOnce ? count == nth : count >= nth;
      if (strikes) {
        fired.incrementAndGet();
      }
      return strikes;
    }

    /** How often it happened: a test whose fault never happened proves nothing. */
    public int fired() {
      return fired.get();
    }
  }

  /**
   * @param target where requests go
   */
  public DroppingProxy(URI target) {
    this.target = target;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Where it listens. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The answer of the next such call is lost. */
  public Fault dropAnswerOf(Predicate<WireCall> which) {
    return dropAnswerOf(which, 1);
  }

  /** The answer of the n-th such call from now on is lost, the first being number 1. */
  public Fault dropAnswerOf(Predicate<WireCall> which, int nth) {
    return arm(new Fault(which, nth, true, Optional.empty()));
  }

  /** Such calls do not reach the other end, and are answered so. */
  public Fault answer(Predicate<WireCall> which, Answer answer) {
    return arm(new Fault(which, 1, false, Optional.of(answer)));
  }

  private Fault arm(Fault fault) {
    faults.add(fault);
    return fault;
  }

  /** Every call since the last {@link #forget}, in the order of arrival. */
  public List<WireCall> calls() {
    return List.copyOf(calls);
  }

  /** How often each operation was called. */
  public Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    calls.forEach(call -> counts.merge(call.action(), 1, Integer::sum));
    return counts;
  }

  /** Forgets all calls and disarms all faults. */
  public void forget() {
    calls.clear();
    faults.clear();
  }

  private void handle(HttpExchange exchange) {
    try (exchange) {
      Map<String, List<String>> headers = new TreeMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
      WireCall call =
          WireCall.of(
              exchange.getRequestMethod(),
              exchange.getRequestURI(),
              headers,
              exchange.getRequestBody().readAllBytes());
      calls.add(call);
      List<Fault> striking = faults.stream().filter(fault -> fault.strikes(call)).toList();
      for (Fault fault : striking) {
        if (fault.instead.isPresent()) {
          send(exchange, fault.instead.get());
          return;
        }
      }
      HttpResponse<byte[]> answer = passOn(call);
      if (striking.isEmpty()) {
        send(exchange, answer);
      }
      // Otherwise the exchange is closed with no answer, and its connection with it.
    } catch (IOException e) {
      throw new UncheckedIOException(call(exchange) + ": the other end does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String call(HttpExchange exchange) {
    return exchange.getRequestMethod() + " " + exchange.getRequestURI();
  }

  private HttpResponse<byte[]> passOn(WireCall call) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target.resolve(call.uri()))
            .version(HttpClient.Version.HTTP_1_1)
            .method(
                call.method(),
                call.body().length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(call.body()));
    call.headers()
        .forEach((name, values) -> {
          if (!OF_THE_CONNECTION.contains(name)) {
            values.forEach(value -> request.header(name, value));
          }
        });
    return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static void send(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
    answer
        .headers()
        .map()
        .forEach((name, values) -> {
          if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
            exchange.getResponseHeaders().put(name, values);
          }
        });
    send(exchange, answer.statusCode(), answer.body());
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    send(exchange, answer.status(), answer.body().getBytes(UTF_8));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    http.close();
  }
}
