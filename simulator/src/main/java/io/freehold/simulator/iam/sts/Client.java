package io.freehold.simulator.iam.sts;

import io.freehold.simulator.aws.call.Endpoint;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** The operations that are simulated. */
final class Client implements StsClient {
  private final Endpoint endpoint;
  private final Sessions sessions;

  Client(Endpoint endpoint, Sessions sessions) {
    this.endpoint = endpoint;
    this.sessions = sessions;
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}

  @Override
  public AssumeRoleResponse assumeRole(AssumeRoleRequest request) {
    return sessions.assume(endpoint, request);
  }

  @Override
  public GetCallerIdentityResponse getCallerIdentity(GetCallerIdentityRequest request) {
    return sessions.who(endpoint);
  }
}
