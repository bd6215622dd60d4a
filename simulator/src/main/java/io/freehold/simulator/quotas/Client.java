package io.freehold.simulator.quotas;

import io.freehold.simulator.aws.World;
import io.freehold.simulator.aws.call.CallContext;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.aws.state.Page;
import io.freehold.simulator.aws.state.Quota;
import io.freehold.simulator.aws.state.Quotas;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;
import software.amazon.awssdk.services.servicequotas.model.AppliedLevelEnum;
import software.amazon.awssdk.services.servicequotas.model.GetAwsDefaultServiceQuotaRequest;
import software.amazon.awssdk.services.servicequotas.model.GetAwsDefaultServiceQuotaResponse;
import software.amazon.awssdk.services.servicequotas.model.GetServiceQuotaRequest;
import software.amazon.awssdk.services.servicequotas.model.GetServiceQuotaResponse;
import software.amazon.awssdk.services.servicequotas.model.ListServiceQuotasRequest;
import software.amazon.awssdk.services.servicequotas.model.ListServiceQuotasResponse;
import software.amazon.awssdk.services.servicequotas.model.ServiceQuota;

/** The operations that are simulated: those that read. */
final class Client implements ServiceQuotasClient {
  /** Where quotas are told that are one for all regions. */
  private static final String HOME_OF_GLOBAL = "us-east-1";

  private static final int MOST_ON_A_PAGE = 100;

  private final Endpoint endpoint;
  private final World world;

  Client(Endpoint endpoint, World world) {
    this.endpoint = endpoint;
    this.world = world;
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}

  @Override
  public GetServiceQuotaResponse getServiceQuota(GetServiceQuotaRequest request) {
    if (request.contextId() != null) {
      throw new UnsupportedOperationException("quotas of single resources are not simulated");
    }
    return endpoint.read(
        "GetServiceQuota",
        call -> {
          Quota quota = find(call, request.serviceCode(), request.quotaCode());
          if (world.levers().knowsOnlyDefaultOf(quota.code())) {
            throw noSuchResource();
          }
          return GetServiceQuotaResponse.builder().quota(applied(call, quota)).build();
        });
  }

  @Override
  public GetAwsDefaultServiceQuotaResponse getAWSDefaultServiceQuota(
      GetAwsDefaultServiceQuotaRequest request) {
    return endpoint.read(
        "GetAWSDefaultServiceQuota",
        call -> {
          Quota quota = find(call, request.serviceCode(), request.quotaCode());
          return GetAwsDefaultServiceQuotaResponse.builder()
              .quota(shown(call, "", quota).value((double) quota.standard()).build())
              .build();
        });
  }

  @Override
  public ListServiceQuotasResponse listServiceQuotas(ListServiceQuotasRequest request) {
    if (request.quotaCode() != null || request.quotaAppliedAtLevel() != null) {
      throw new UnsupportedOperationException(
          "ListServiceQuotas by quota or level is not simulated");
    }
    return endpoint.read(
        "ListServiceQuotas",
        call -> {
          List<Quota> ofService =
              Quotas.all().stream()
                  .filter(quota -> quota.service().equals(request.serviceCode()))
                  .filter(quota -> isToldIn(call, quota))
                  .toList();
          if (ofService.isEmpty()) {
            throw noSuchResource();
          }
          Page<ServiceQuota> page =
              Page.of(
                  ofService.stream()
                      .filter(quota -> !world.levers().knowsOnlyDefaultOf(quota.code()))
                      .map(quota -> applied(call, quota))
                      .toList(),
                  request.maxResults(),
                  MOST_ON_A_PAGE,
                  request.nextToken(),
                  () -> Refusal.of("InvalidPaginationTokenException", "Invalid token was used."));
          return ListServiceQuotasResponse.builder()
              .quotas(page.items())
              .nextToken(page.nextToken())
              .build();
        });
  }

  private static Quota find(CallContext call, @Nullable String service, @Nullable String code) {
    return Quotas.find(String.valueOf(service), String.valueOf(code))
        .filter(quota -> isToldIn(call, quota))
        .orElseThrow(Client::noSuchResource);
  }

  private static boolean isToldIn(CallContext call, Quota quota) {
    return !quota.global() || call.region().equals(HOME_OF_GLOBAL);
  }

  private static Refusal noSuchResource() {
    return Refusal.of(
        "NoSuchResourceException",
        "The request failed because the specified service does not exist or the specified quota"
            + " does not exist.");
  }

  private ServiceQuota applied(CallContext call, Quota quota) {
    return shown(call, call.accountId(), quota)
        .value((double) world.quotas().limit(quota.code()))
        .quotaAppliedAtLevel(AppliedLevelEnum.ACCOUNT)
        .build();
  }

  private static ServiceQuota.Builder shown(CallContext call, String accountId, Quota quota) {
    return ServiceQuota.builder()
        .serviceCode(quota.service())
        .serviceName(serviceName(quota.service()))
        .quotaCode(quota.code())
        .quotaName(quota.name())
        .quotaArn(
            "arn:aws:servicequotas:"
                + call.region()
                + ":"
                + accountId
                + ":"
                + quota.service()
                + "/"
                + quota.code())
        .unit("None")
        .adjustable(true)
        .globalQuota(quota.global());
  }

  private static String serviceName(String code) {
    return switch (code) {
      case "vpc" -> "Amazon Virtual Private Cloud (Amazon VPC)";
      case "ec2" -> "Amazon Elastic Compute Cloud (Amazon EC2)";
      case "eks" -> "Amazon Elastic Kubernetes Service (Amazon EKS)";
      case "elasticloadbalancing" -> "Elastic Load Balancing (ELB)";
      case "s3" -> "Amazon Simple Storage Service (Amazon S3)";
      case "iam" -> "AWS Identity and Access Management (IAM)";
      default -> throw new IllegalStateException("service " + code + " has no name here");
    };
  }
}
