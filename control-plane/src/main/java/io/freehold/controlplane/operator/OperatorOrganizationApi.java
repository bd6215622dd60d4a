package io.freehold.controlplane.operator;

import io.freehold.controlplane.key.Keys;
import io.freehold.controlplane.member.EmailAddress;
import io.freehold.controlplane.member.Members;
import io.freehold.controlplane.organization.Organizations;
import io.freehold.controlplane.secret.KeyPair;
import io.freehold.controlplane.web.Answer;
import io.freehold.controlplane.web.Body;
import io.freehold.controlplane.web.Paging;
import io.freehold.protocol.Page;
import io.freehold.protocol.Success;
import io.freehold.protocol.member.Member;
import io.freehold.protocol.organization.Organization;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Organizations, for the vendor's operators. */
@RestController
@RequestMapping("/v1/operator/organizations")
class OperatorOrganizationApi {
  private final Organizations organizations;
  private final Keys keys;
  private final Members members;
  private final TransactionTemplate transactions;

  OperatorOrganizationApi(
      Organizations organizations, Keys keys, Members members, TransactionTemplate transactions) {
    this.organizations = organizations;
    this.keys = keys;
    this.members = members;
    this.transactions = transactions;
  }

  /** The body with which an organization is made. */
  record Creation(@Nullable String name, @Nullable String adminEmail) {}

  /** The body with which an invitation is accepted. */
  record Joining(
      @Nullable UUID invitationId,
      @Nullable String userId,
      @Nullable String name,
      @Nullable String email) {}

  @PostMapping
  Success<Organization.Created> create(Body<Creation> body) {
    Creation request = body.value();
    body.require("name", "a name");
    body.require("adminEmail", "an e-mail address");
    if (request.name() != null) {
      Organizations.checkName(request.name(), body.violations());
    }
    Optional<EmailAddress> read =
        EmailAddress.read("adminEmail", request.adminEmail(), body.violations());
    body.refuseIfWrong();
    EmailAddress email = read.orElseThrow();
    Organization.Created created =
        Objects.requireNonNull(
            transactions.execute(status -> {
              Organization made =
                  organizations.create(Objects.requireNonNull(request.name()), email.value());
              members.inviteFirst(UUID.fromString(made.id()), email);
              KeyPair key = keys.first(UUID.fromString(made.id()));
              return new Organization.Created(made, email.value(), key.keyId(), key.keySecret());
            }));
    return Answer.withSecrets(created, "keySecret");
  }

  @GetMapping
  Page<Organization> list(
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return new Paging(limit, cursor).of(organizations.all(), Organization::id);
  }

  @GetMapping("/{id}")
  Success<Organization> get(@PathVariable UUID id) {
    return Answer.of(organizations.get(id));
  }

  /**
   * Somebody who was invited has signed in, and accepted: for the program with which the vendor
   * signs people in.
   */
  @PostMapping("/{id}/members")
  Success<Member> join(@PathVariable UUID id, Body<Joining> body) {
    Joining request = body.value();
    body.require("invitationId", "the id of the invitation");
    body.require("userId", "the user's id, the same in every organization");
    body.require("name", "the user's name");
    body.require("email", "the address that was invited");
    body.refuseIfWrong();
    return Answer.of(
        members.join(
            id,
            Objects.requireNonNull(request.invitationId()),
            Objects.requireNonNull(request.userId()),
            Objects.requireNonNull(request.name()),
            Objects.requireNonNull(request.email())));
  }
}
