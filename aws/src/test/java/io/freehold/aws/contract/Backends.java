package io.freehold.aws.contract;

import io.freehold.aws.moto.MotoServer;
import io.freehold.aws.session.AwsClients;
import io.freehold.kernel.time.VirtualClock;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.simulator.SimulatedAws;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.regions.Region;

/** Every AWS that the kinds are held against. */
public enum Backends {
  SIMULATOR {
    @Override
    Backend start() {
      return new Simulated();
    }
  },
  /** An AWS that we did not write, but for {@code gaps.py}, through the SDK's own clients. */
  MOTO {
    @Override
    Backend start() {
      MotoServer server = MotoServer.running();
      server.reset();
      return new Emulated(server);
    }
  };

  abstract Backend start();

  private static final class Simulated implements Backend {
    private static final String ACCOUNT = "111122223333";
    private final VirtualClock clock = new VirtualClock(Instant.parse("2026-01-05T08:00:00Z"));
    private final SimulatedAws aws =
        new SimulatedAws(clock, LatencyProfile.standard().medians(), 1);

    @Override
    public AwsClients clients() {
      return new AwsClients() {
        @Override
        public <T extends SdkClient> T client(
            Class<T> type, AwsCredentialsProvider credentials, Region region) {
          return aws.client(type, credentials, region);
        }
      };
    }

    @Override
    public AwsCredentialsProvider credentials() {
      return StaticCredentialsProvider.create(aws.credentialsOfRoot(ACCOUNT));
    }

    @Override
    public String accountId() {
      return ACCOUNT;
    }

    @Override
    public VirtualClock clock() {
      return clock;
    }

    @Override
    public Optional<SimulatedAws> simulator() {
      return Optional.of(aws);
    }
  }

  /** It knows no time: what it makes is there at once. */
  private record Emulated(MotoServer server, VirtualClock clock) implements Backend {
    Emulated(MotoServer server) {
      this(server, new VirtualClock(Instant.parse("2026-01-05T08:00:00Z")));
    }

    @Override
    public AwsClients clients() {
      return server.clients();
    }

    @Override
    public AwsCredentialsProvider credentials() {
      return StaticCredentialsProvider.create(
          AwsBasicCredentials.create("AKIAFREEHOLDTEST0001", "x"));
    }

    @Override
    public String accountId() {
      return MotoServer.ACCOUNT;
    }

    @Override
    public Optional<SimulatedAws> simulator() {
      return Optional.empty();
    }
  }
}
