package io.freehold.aws.contract;

import io.freehold.aws.session.AwsClients;
import io.freehold.kernel.time.VirtualClock;
import io.freehold.simulator.SimulatedAws;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** An AWS to hold the kinds against. */
interface Backend {
  AwsClients clients();

  AwsCredentialsProvider credentials();

  String accountId();

  VirtualClock clock();

  /** The simulator behind it, for laws that need its levers; empty on any other AWS. */
  Optional<SimulatedAws> simulator();
}
