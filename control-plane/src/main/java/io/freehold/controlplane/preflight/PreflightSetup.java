package io.freehold.controlplane.preflight;

import io.freehold.aws.session.RoleSessions;
import io.freehold.controlplane.account.Accounts;
import io.freehold.controlplane.graph.Vendor;
import io.freehold.model.name.NamingScheme;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who looks at accounts; nobody, where no clouds are wired. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBean({RoleSessions.class, Vendor.class})
class PreflightSetup {
  @Bean
  AccountLook accountLook(Accounts accounts, Vendor vendor, NamingScheme naming, Clock clock) {
    return new AccountLook(accounts, vendor, naming, clock);
  }

  @Bean
  Preflights preflights(PreflightStore store, Accounts accounts, AccountLook look, Clock clock) {
    return new Preflights(store, accounts, look, clock);
  }
}
