package io.freehold.controlplane.infrastructure;

import io.freehold.aws.session.RoleSessions;
import io.freehold.controlplane.account.Accounts;
import io.freehold.controlplane.graph.CloudAccess;
import io.freehold.controlplane.graph.CloudFailures;
import io.freehold.controlplane.graph.Vendor;
import io.freehold.controlplane.work.ReconcilerFor;
import io.freehold.kernel.convergence.Convergence;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.model.name.NamingScheme;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who brings infrastructures to their specs; nobody, where no clouds are wired. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBean({RoleSessions.class, Vendor.class})
class ReconcilerSetup {
  @Bean
  CloudAccess cloudAccess(RoleSessions sessions, Clock clock) {
    return new CloudAccess(sessions, clock);
  }

  @Bean
  InfrastructureReconciler infrastructureReconciler(
      InfrastructureStore store,
      Accounts accounts,
      CloudAccess access,
      Vendor vendor,
      NamingScheme naming,
      JdbcClient jdbc,
      Clock clock) {
    return new InfrastructureReconciler(
        store,
        accounts,
        access,
        vendor,
        naming,
        new Convergence<>(new CloudFailures(), LatencyProfile.standard()::nextLook, clock),
        jdbc,
        clock);
  }

  @Bean
  ReconcilerFor infrastructureWork(InfrastructureReconciler reconciler) {
    return new ReconcilerFor(InfrastructureReconciler.TYPE, reconciler);
  }
}
