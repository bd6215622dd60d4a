package io.freehold.aws.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.freehold.aws.failure.AwsFailures;
import io.freehold.kernel.failure.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.s3.S3Client;

class RealAwsClientsTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  private static AwsCredentialsProvider someone() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret"));
  }

  /** What a server does with a connection on which a whole request has come. */
  private enum Manner {
    CLOSES_WITHOUT_ANSWER,
    SAYS_THAT_IT_IS_BUSY,
    SAYS_NOTHING
  }

  /** Counts requests, and answers none of them well. */
  private static final class BadServer implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger requests = new AtomicInteger();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    BadServer(Manner manner) throws IOException {
      Thread.ofVirtual()
          .start(() -> {
            try {
              while (true) {
                Socket connection = socket.accept();
                open.add(connection);
                InputStream in = connection.getInputStream();
                if (in.read() >= 0) {
                  requests.incrementAndGet();
                  // All that fits in one packet: enough for the small requests of this test.
                  in.read(new byte[65536]);
                }
                switch (manner) {
                  case CLOSES_WITHOUT_ANSWER -> connection.close();
                  case SAYS_THAT_IT_IS_BUSY -> {
                    connection
                        .getOutputStream()
                        .write(
                            "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                    connection.close();
                  }
                  case SAYS_NOTHING -> {}
                }
              }
            } catch (IOException e) {
              // The test is over.
            }
          });
    }

    URI uri() {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    @Override
    public void close() throws IOException {
      socket.close();
      for (Socket connection : open) {
        connection.close();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCreationIsSentOnceWhateverBecomesOfIt(Manner manner) throws IOException {
    try (BadServer server = new BadServer(manner);
        RealAwsClients clients =
            new RealAwsClients(Optional.of(server.uri()), Duration.ofMillis(700))) {
      Ec2Client ec2 = clients.client(Ec2Client.class, someone(), Region.US_EAST_1);
      RuntimeException thrown =
          catchThrowableOfType(
              RuntimeException.class, () -> ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")));
      Failure failure = new AwsFailures().classify(thrown);
      assertThat(failure.kind()).isEqualTo(Failure.Kind.TRANSIENT);
      assertThat(failure.effect()).isEqualTo(Failure.Effect.UNKNOWN);
      assertThat(server.requests).hasValue(1);
    }
  }

  /** Remembers where requests would go. */
  private static final class Recorder implements SdkHttpClient {
    private final List<URI> uris = new CopyOnWriteArrayList<>();
    private final List<String> scopes = new CopyOnWriteArrayList<>();

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      uris.add(request.httpRequest().getUri());
      scopes.add(request.httpRequest().firstMatchingHeader("Authorization").orElse(""));
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() {
          return HttpExecuteResponse.builder()
              .response(SdkHttpResponse.builder().statusCode(200).build())
              .responseBody(
                  AbortableInputStream.create(
                      new ByteArrayInputStream("<x/>".getBytes(StandardCharsets.UTF_8))))
              .build();
        }

        @Override
        public void abort() {}
      };
    }

    @Override
    public void close() {}
  }

  @ParameterizedTest
  @CsvSource({
    "us-east-1, iam.amazonaws.com, route53.amazonaws.com",
    "eu-central-1, iam.amazonaws.com, route53.amazonaws.com"
  })
  void globalServicesAreAskedAtTheirOnePlaceFromEveryRegion(
      String region, String iam, String route53) {
    Recorder http = new Recorder();
    try (RealAwsClients clients = new RealAwsClients(Optional.empty(), LONG, http)) {
      clients.client(IamClient.class, someone(), Region.of(region)).listRoles();
      clients.client(Route53Client.class, someone(), Region.of(region)).listHostedZones();
      assertThat(http.uris).extracting(URI::getHost).containsExactly(iam, route53);
      assertThat(http.scopes).allMatch(scope -> scope.contains("/us-east-1/"));
    }
  }

  @Test
  void anEmulatorsBucketsAreInThePath() {
    Recorder http = new Recorder();
    Optional<URI> endpoint = Optional.of(URI.create("http://127.0.0.1:5000"));
    try (RealAwsClients emulator = new RealAwsClients(endpoint, LONG, http);
        RealAwsClients aws = new RealAwsClients(Optional.empty(), LONG, http)) {
      for (RealAwsClients clients : List.of(emulator, aws)) {
        clients
            .client(S3Client.class, someone(), Region.EU_CENTRAL_1)
            .headBucket(r -> r.bucket("abcdefghij-shared"));
      }
      assertThat(http.uris)
          .containsExactly(
              URI.create("http://127.0.0.1:5000/abcdefghij-shared"),
              URI.create("https://abcdefghij-shared.s3.eu-central-1.amazonaws.com"));
    }
  }

  @Test
  void clientsAreSharedWithinOneSessionOnly() {
    try (RealAwsClients clients = new RealAwsClients()) {
      AwsCredentialsProvider one = someone();
      AwsCredentialsProvider other = someone();
      Ec2Client first = clients.client(Ec2Client.class, one, Region.US_EAST_1);
      assertThat(clients.client(Ec2Client.class, one, Region.US_EAST_1)).isSameAs(first);
      assertThat(clients.client(Ec2Client.class, one, Region.EU_WEST_1)).isNotSameAs(first);
      assertThat(clients.client(Ec2Client.class, other, Region.US_EAST_1)).isNotSameAs(first);
    }
  }

  @Test
  void clientsHaveNoThreadsOfTheirOwn() {
    try (RealAwsClients clients = new RealAwsClients(Optional.empty(), LONG, new Recorder())) {
      long before = timers();
      for (int i = 0; i < 20; i++) {
        clients.client(IamClient.class, someone(), Region.US_EAST_1).listRoles();
      }
      assertThat(timers() - before).isLessThanOrEqualTo(1);
    }
  }

  private static long timers() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("aws-call-timer") || name.startsWith("sdk-"))
        .count();
  }

  @Test
  void anUnknownServiceIsNamed() {
    try (RealAwsClients clients = new RealAwsClients()) {
      assertThatThrownBy(() -> clients.client(Unknown.class, someone(), Region.US_EAST_1))
          .hasMessageContaining("Unknown")
          .hasMessageContaining("Ec2Client");
    }
  }

  private interface Unknown extends software.amazon.awssdk.core.SdkClient {}
}
