package io.freehold.controlplane.infrastructure;

import io.freehold.aws.session.RoleSessions;
import io.freehold.controlplane.account.Accounts;
import io.freehold.controlplane.apicall.ApiCalls;
import io.freehold.controlplane.graph.CloudAccess;
import io.freehold.controlplane.graph.CloudFailures;
import io.freehold.controlplane.graph.Clouds;
import io.freehold.controlplane.graph.ClusterEndpoint;
import io.freehold.controlplane.graph.Vendor;
import io.freehold.controlplane.graph.VendorZone;
import io.freehold.controlplane.work.ReconcilerFor;
import io.freehold.kernel.convergence.Convergence;
import io.freehold.kubernetes.platform.Acme;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.model.name.NamingScheme;
import java.time.Clock;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who brings infrastructures to their specs; nobody, where no clouds are wired. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBean({RoleSessions.class, Vendor.class})
class ReconcilerSetup {
  @Bean
  CustomerAccess customerAccess(
      Accounts accounts,
      RoleSessions sessions,
      ObjectProvider<ClusterEndpoint> elsewhere,
      ApiCalls calls,
      NamingScheme naming,
      VendorDomain domain,
      Clock clock) {
    CloudAccess clouds =
        new CloudAccess(sessions, clock, Optional.ofNullable(elsewhere.getIfAvailable()));
    return new CustomerAccess(accounts, clouds, calls, naming, domain);
  }

  @Bean
  Convergence<Clouds> convergence(Clock clock) {
    return new Convergence<>(new CloudFailures(), LatencyProfile.standard()::nextLook, clock);
  }

  @Bean
  InfrastructureReconciler infrastructureReconciler(
      InfrastructureStore store,
      CustomerAccess access,
      Vendor vendor,
      ObjectProvider<VendorZone> vendorZone,
      Acme acme,
      Preflight preflight,
      ObjectProvider<Occupants> occupants,
      Convergence<Clouds> convergence,
      JdbcClient jdbc,
      Clock clock) {
    return new InfrastructureReconciler(
        store,
        access,
        vendor,
        Optional.ofNullable(vendorZone.getIfAvailable()),
        acme,
        preflight,
        occupants::getObject,
        convergence,
        jdbc,
        clock);
  }

  @Bean
  ReconcilerFor infrastructureWork(InfrastructureReconciler reconciler) {
    return new ReconcilerFor(InfrastructureReconciler.TYPE, reconciler);
  }
}
