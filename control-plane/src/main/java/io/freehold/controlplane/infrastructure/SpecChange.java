package io.freehold.controlplane.infrastructure;

import io.freehold.controlplane.account.StoredAccount;
import io.freehold.controlplane.web.Body;
import io.freehold.controlplane.web.Refusal;
import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.infrastructure.LoadBalancers;
import io.freehold.model.infrastructure.Network;
import io.freehold.model.region.Regions;
import io.freehold.model.violation.Violation;
import io.freehold.model.violation.Violations;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Applies a PATCH to a spec. */
@Component
class SpecChange {
  /** Fixed when an infrastructure is made. */
  private static final List<String> FIXED =
      List.of("accountId", "regionId", "availabilityZoneSuffixes", "zoneIds", "vpcCidrRange");

  private static final String NO_PATH_LEFT = "no-path-left";

  private final Regions regions;

  SpecChange(Regions regions) {
    this.regions = regions;
  }

  /** The body of a PATCH. The fixed fields are in it so that they can be refused by name. */
  record Request(
      @Nullable String displayName,
      @Nullable Boolean deletionProtection,
      @Nullable List<String> peerCidrs,
      InfrastructureRequest.@Nullable Network network,
      @Nullable Map<String, Boolean> loadBalancers,
      @Nullable Map<String, String> tags,
      @Nullable String secretsKeyArn,
      @Nullable LogHouseRequest logHouse,
      @Nullable String accountId,
      @Nullable String regionId,
      @Nullable List<String> availabilityZoneSuffixes,
      @Nullable List<String> zoneIds,
      @Nullable String vpcCidrRange) {}

  /**
   * What is asked of the LogHouse.
   *
   * @param retentionDays null for what it is, or for the usual where another service is chosen
   */
  record LogHouseRequest(@Nullable UUID serviceId, @Nullable Integer retentionDays) {}

  /**
   * @param service that which is named as the LogHouse, held for the caller's transaction; empty
   *     where none is, or the organization has none of that id
   * @throws Refusal 409 if a fixed field is named, else 400 if anything is wrong, else 409 if the
   *     service cannot keep logs as it is
   */
  InfrastructureSpec apply(
      Optional<StoredAccount> account,
      InfrastructureRow row,
      Optional<LogHouseServices.Candidate> service,
      Body<Request> body) {
    InfrastructureSpec now = row.spec();
    Request request = body.value();
    Violations violations = body.violations();
    boolean fixed = false;
    for (String field : FIXED) {
      fixed |= body.has(field) && refuse(field, violations);
    }
    fixed |= refuseOtherNetwork(request.network(), violations);
    String key = body.has(SecretsKey.FIELD) ? request.secretsKeyArn() : now.secretsKeyArn();
    fixed |=
        !SecretsKey.canFollow(now.secretsKeyArn(), key) && refuse(SecretsKey.FIELD, violations);
    if (!Objects.equals(key, now.secretsKeyArn())) {
      account.ifPresent(it -> SecretsKey.refuseIfWithheld(it, key, violations));
    }
    if (now.network() instanceof Network.Customer) {
      NetworkChoice.refuseNatGateways(request.network(), violations);
    }
    SpecReader.displayName(request.displayName(), violations);
    if (request.tags() != null && !request.tags().equals(now.tags())) {
      violations.add(
          "tags",
          "not-supported",
          request.tags().toString(),
          now.tags().toString(),
          "Things get their tags when they are made; what is there is not tagged anew.");
    }
    InfrastructureSpec next =
        now.toBuilder()
            .deletionProtection(
                Objects.requireNonNullElse(request.deletionProtection(), now.deletionProtection()))
            .peerCidrs(
                request.peerCidrs() == null
                    ? now.peerCidrs()
                    : SpecReader.peers(request.peerCidrs(), violations))
            .secretsKeyArn(key)
            .logHouse(
                body.has(LogHouseChoice.FIELD)
                    ? LogHouseChoice.read(row, request.logHouse(), service, violations)
                    : now.logHouse())
            .natGateways(
                SpecReader.natGateways(request.network(), violations).orElse(now.natGateways()))
            .loadBalancers(
                SpecReader.loadBalancers(now.loadBalancers(), request.loadBalancers(), violations))
            .build();
    SpecReader.addRules(next.violations(regions), false, violations);
    if (fixed) {
      throw Refusal.immutable(violations.list());
    }
    refuseIfUnreachable(violations);
    body.refuseIfWrong();
    if (request.logHouse() != null) {
      service.ifPresent(one -> LogHouseChoice.refuseIfUnfit(row, one));
    }
    return next;
  }

  /** The ways in, as they are to be. */
  InfrastructureSpec apply(InfrastructureSpec now, LoadBalancers next, Body<?> body) {
    InfrastructureSpec changed = now.toBuilder().loadBalancers(next).build();
    SpecReader.addRules(changed.violations(regions), false, body.violations());
    refuseIfUnreachable(body.violations());
    body.refuseIfWrong();
    return changed;
  }

  /** Nothing is wrong with the request, were there another way in. */
  private static void refuseIfUnreachable(Violations violations) {
    List<Violation> all = violations.list();
    if (all.size() == 1 && all.getFirst().code().equals(NO_PATH_LEFT)) {
      throw Refusal.of(409, NO_PATH_LEFT, all.getFirst().message(), Refusal.details(all));
    }
  }

  private static boolean refuseOtherNetwork(
      InfrastructureRequest.@Nullable Network network, Violations violations) {
    if (network == null) {
      return false;
    }
    boolean fixed = network.mode() != null && refuse("network.mode", violations);
    fixed |= network.vpcId() != null && refuse("network.vpcId", violations);
    fixed |= network.privateSubnetIds() != null && refuse("network.privateSubnetIds", violations);
    fixed |= network.publicSubnetIds() != null && refuse("network.publicSubnetIds", violations);
    return fixed;
  }

  private static boolean refuse(String field, Violations violations) {
    violations.add(
        field,
        "immutable-field",
        "a change",
        "what it was created with",
        "Create another infrastructure instead.");
    return true;
  }
}
