package io.freehold.controlplane.service;

import io.freehold.aws.session.RoleSessions;
import io.freehold.controlplane.graph.Clouds;
import io.freehold.controlplane.graph.Vendor;
import io.freehold.controlplane.infrastructure.CustomerAccess;
import io.freehold.controlplane.infrastructure.InfrastructureStore;
import io.freehold.controlplane.work.ReconcilerFor;
import io.freehold.kernel.convergence.Convergence;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who brings services to what is asked of them; nobody, where no clouds are wired. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBean({RoleSessions.class, Vendor.class})
class ServiceSetup {
  @Bean
  ReconcilerFor serviceWork(
      ServiceStore store,
      InfrastructureStore infrastructures,
      CustomerAccess access,
      Convergence<Clouds> convergence,
      JdbcClient jdbc,
      ServiceStatuses statuses,
      ObjectProvider<ServiceIdling> idling,
      ServiceBackups backups,
      LastBackup lastBackup,
      Clock clock) {
    return new ReconcilerFor(
        ServiceReconciler.TYPE,
        new ServiceReconciler(
            store,
            infrastructures,
            access,
            convergence,
            jdbc,
            statuses,
            idling::getObject,
            backups,
            lastBackup,
            clock));
  }

  @Bean
  ReconcilerFor serviceUseWork(
      ServiceStore store,
      ServiceUseStore uses,
      ClusterLook cluster,
      ObjectProvider<ServiceIdling> idling,
      Clock clock) {
    return new ReconcilerFor(
        ServiceWatch.TYPE, new ServiceWatch(store, uses, cluster, idling::getObject, clock));
  }

  @Bean
  ClusterLook clusterLook(InfrastructureStore infrastructures, CustomerAccess access) {
    return new ClusterLook(infrastructures, access);
  }
}
