package io.freehold.controlplane.infrastructure;

import io.freehold.aws.network.customer.VpcReader;
import io.freehold.aws.session.RoleSessions;
import io.freehold.kernel.resource.Owner;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;

/** What infrastructures need of the clouds. */
@Configuration(proxyBeanMethods = false)
class InfrastructureSetup {

  /** By way of the account's management role, unless the wiring knows better. */
  @Bean
  @Fallback
  AccountZones zones(ObjectProvider<RoleSessions> sessions) {
    return (account, region, infrastructure) ->
        io.freehold.aws.network.AccountZones.ask(
            sessions.getObject(),
            new RoleSessions.Role(account.managementRoleArn().orElseThrow(), account.externalId()),
            region,
            new Owner(infrastructure.value()));
  }

  /** Likewise. */
  @Bean
  @Fallback
  AccountVpcs vpcs(ObjectProvider<RoleSessions> sessions) {
    return (account, region, infrastructure, vpcId, subnetIds) ->
        VpcReader.ask(
            sessions.getObject(),
            new RoleSessions.Role(account.managementRoleArn().orElseThrow(), account.externalId()),
            region,
            new Owner(infrastructure.value()),
            vpcId,
            subnetIds);
  }
}
