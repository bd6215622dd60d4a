package io.freehold.controlplane;

import io.freehold.controlplane.work.DurableQueue;
import io.freehold.controlplane.work.ReconcilerFor;
import io.freehold.kernel.queue.Reconciler;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;

/** The queue, and who works on what is in it. */
@Configuration(proxyBeanMethods = false)
class WorkSetup {
  @Bean
  DurableQueue queue(
      DataSource database,
      Clock clock,
      ControlPlaneSettings.Work settings,
      ObjectProvider<ReconcilerFor> reconcilers) {
    Map<String, Reconciler> byType =
        reconcilers
            .orderedStream()
            .collect(Collectors.toMap(ReconcilerFor::type, ReconcilerFor::reconciler));
    return new DurableQueue(
        database,
        clock,
        settings.speed(),
        settings.pollingInterval(),
        settings.threads(),
        "control-plane-" + UUID.randomUUID(),
        byType);
  }

  /** Not before everything else stands: the first pass begins at once. */
  @EventListener
  void begin(ContextRefreshedEvent event) {
    ObjectProvider<ReconcilerFor> reconcilers =
        event.getApplicationContext().getBeanProvider(ReconcilerFor.class);
    if (reconcilers.stream().findAny().isPresent()) {
      event.getApplicationContext().getBean(DurableQueue.class).start();
    }
  }
}
