package io.freehold.controlplane.infrastructure;

import io.freehold.controlplane.account.AccountUse;
import io.freehold.controlplane.organization.ByocConfigs;
import io.freehold.protocol.organization.Organization.ByocConfig;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What organizations and accounts need to know of infrastructures. */
@Component
final class InfrastructuresInShort implements ByocConfigs, AccountUse {
  private final InfrastructureStore store;
  private final InfrastructureView view;

  InfrastructuresInShort(InfrastructureStore store, InfrastructureView view) {
    this.store = store;
    this.view = view;
  }

  @Override
  public List<ByocConfig> of(UUID organizationId) {
    return store.list(organizationId).stream().map(view::inShort).toList();
  }

  @Override
  public boolean isUsed(UUID organizationId, String accountId) {
    return store.list(organizationId).stream()
        .anyMatch(row -> row.spec().accountId().equals(accountId));
  }
}
