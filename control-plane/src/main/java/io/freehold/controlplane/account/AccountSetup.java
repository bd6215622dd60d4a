package io.freehold.controlplane.account;

import io.freehold.aws.account.RoleVerification;
import io.freehold.aws.onboarding.Catalogue;
import io.freehold.aws.session.RoleSessions;
import io.freehold.controlplane.work.ReconcilerFor;
import java.time.Clock;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;

/** Who judges the roles of accounts, and when. */
@Configuration(proxyBeanMethods = false)
class AccountSetup {

  /** On the AWS of the wiring, unless the wiring knows better. */
  @Bean
  @Fallback
  RoleCheck roleCheck(
      ObjectProvider<RoleSessions> sessions, ObjectProvider<VendorPrincipal> principal) {
    return account ->
        new RoleVerification(
                sessions.getObject(),
                Optional.ofNullable(principal.getIfAvailable()).map(VendorPrincipal::arn),
                Catalogue.permissions())
            .verify(
                new RoleSessions.Role(
                    account.managementRoleArn().orElseThrow(), account.externalId()),
                account.accountId(),
                account.regionId());
  }

  /** Nobody, where no AWS is wired. */
  @Bean
  @ConditionalOnBean(RoleSessions.class)
  ReconcilerFor accountWork(AccountStore store, AccountVerifier verifier, Clock clock) {
    return new ReconcilerFor(AccountReconciler.TYPE, new AccountReconciler(store, verifier, clock));
  }
}
