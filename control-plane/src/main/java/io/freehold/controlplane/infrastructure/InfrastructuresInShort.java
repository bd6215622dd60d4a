package io.freehold.controlplane.infrastructure;

import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.controlplane.account.AccountUse;
import io.freehold.controlplane.organization.ByocConfigs;
import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.infrastructure.Network;
import io.freehold.model.infrastructure.Roles;
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

  @Override
  public List<String> needing(UUID organizationId, String accountId, PolicyGroup policy) {
    return store.list(organizationId).stream()
        .filter(row -> row.spec().accountId().equals(accountId))
        .filter(row -> needs(row.spec(), policy))
        .map(InfrastructureRow::name)
        .toList();
  }

  private static boolean needs(InfrastructureSpec spec, PolicyGroup policy) {
    return switch (policy) {
      case VPC_WRITE -> spec.network() instanceof Network.Managed;
      case IAM_WRITE -> spec.roles() == Roles.MANAGED;
      case KMS -> spec.secretsKeyArn() != null;
      case BASE, LOGS, IAM_READ, S3, EKS, EC2, ROUTE53 -> true;
    };
  }
}
