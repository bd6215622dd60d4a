package io.freehold.aws.session;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.regions.Region;

/** Where clients come from: the AWS of this world, an emulator, or the simulator. */
@FunctionalInterface
public interface AwsClients {
  /**
   * @param type the SDK's client interface, such as {@code Ec2Client}
   */
  <T extends SdkClient> T client(Class<T> type, AwsCredentialsProvider credentials, Region region);

  /**
   * Whether an emulator answers instead of AWS: it may let everybody assume every role, whatever
   * the role's trust policy says.
   */
  default boolean isEmulator() {
    return false;
  }
}
