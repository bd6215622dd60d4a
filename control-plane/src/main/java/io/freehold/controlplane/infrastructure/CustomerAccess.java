package io.freehold.controlplane.infrastructure;

import io.freehold.aws.iam.ManagementRoleArn;
import io.freehold.aws.session.RoleSessions;
import io.freehold.controlplane.account.Accounts;
import io.freehold.controlplane.account.StoredAccount;
import io.freehold.controlplane.apicall.ApiCalls;
import io.freehold.controlplane.apicall.PassCalls;
import io.freehold.controlplane.graph.CloudAccess;
import io.freehold.controlplane.graph.Clouds;
import io.freehold.kernel.queue.Lease;
import io.freehold.kernel.resource.Owner;
import io.freehold.model.name.InfrastructureNames;
import io.freehold.model.name.NamingScheme;
import java.util.Optional;

/** The way into the account of an infrastructure, by the role that the customer made for us. */
public final class CustomerAccess {
  private final Accounts accounts;
  private final CloudAccess access;
  private final ApiCalls calls;
  private final NamingScheme naming;

  public CustomerAccess(
      Accounts accounts, CloudAccess access, ApiCalls calls, NamingScheme naming) {
    this.accounts = accounts;
    this.calls = calls;
    this.access = access;
    this.naming = naming;
  }

  /**
   * An open way.
   *
   * @param management the role by which it was opened
   * @param owner whose things are made there
   * @param calls that are made on it; written down to the last when it is closed
   */
  public record Way(
      ManagementRoleArn management,
      InfrastructureNames names,
      Owner owner,
      Clouds clouds,
      PassCalls calls)
      implements AutoCloseable {
    @Override
    public void close() {
      calls.close();
    }
  }

  /**
   * Opens it; makes no call yet.
   *
   * @param owner the infrastructure or one of its services
   * @param lease looked at before every call to AWS that may change something
   * @return empty while nobody has told which role to use
   */
  public Optional<Way> open(InfrastructureRow row, Owner owner, Lease lease) {
    return accounts
        .find(row.organizationId(), row.spec().accountId())
        .flatMap(account ->
            account.managementRoleArn().map(arn -> way(row, owner, account, arn, lease)));
  }

  private Way way(
      InfrastructureRow row, Owner owner, StoredAccount account, String arn, Lease lease) {
    InfrastructureNames names = row.spec().names(naming);
    RoleSessions.Role role = new RoleSessions.Role(arn, account.externalId());
    PassCalls watch = calls.pass(row.id(), owner, lease);
    return new Way(
        new ManagementRoleArn(arn),
        names,
        owner,
        access.open(role, names, row.spec().tags(), owner, watch),
        watch);
  }

  /** Nothing of the infrastructure is left: nor are credentials and clients. */
  void forget(InfrastructureNames names) {
    access.forget(names);
  }
}
