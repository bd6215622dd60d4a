package io.freehold.controlplane.member;

import io.freehold.controlplane.access.RoleChoice;
import io.freehold.controlplane.web.Answer;
import io.freehold.controlplane.web.Body;
import io.freehold.protocol.Success;
import io.freehold.protocol.member.Invitation;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /invitations} of the public API. */
@RestController
@RequestMapping("/v1/organizations/{organizationId}/invitations")
class InvitationApi {
  private final Members members;

  InvitationApi(Members members) {
    this.members = members;
  }

  /** The body with which somebody is invited. */
  record Request(
      @Nullable String email, @Nullable String role, @Nullable List<UUID> assignedRoleIds) {}

  @GetMapping
  Success<List<Invitation>> list(@PathVariable UUID organizationId) {
    return Answer.of(members.invitations(organizationId));
  }

  @PostMapping
  Success<Invitation> create(@PathVariable UUID organizationId, Body<Request> body) {
    Request request = body.value();
    body.require("email", "an e-mail address");
    Optional<EmailAddress> email = EmailAddress.read("email", request.email(), body.violations());
    if (!body.isFilled("role") && !body.isFilled("assignedRoleIds")) {
      body.violations()
          .add("role", "field-missing", null, "one of " + RoleChoice.words(MemberRoles.ALL));
    }
    RoleChoice choice = RoleChoice.of(request.role(), request.assignedRoleIds());
    choice.check("role", MemberRoles.ALL, body.violations());
    body.refuseIfWrong();
    return Answer.of(members.invite(organizationId, email.orElseThrow(), choice.roles()));
  }

  @GetMapping("/{invitationId}")
  Success<Invitation> get(@PathVariable UUID organizationId, @PathVariable UUID invitationId) {
    return Answer.of(members.invitation(organizationId, invitationId));
  }

  @DeleteMapping("/{invitationId}")
  Success<@Nullable Void> delete(
      @PathVariable UUID organizationId, @PathVariable UUID invitationId) {
    members.withdraw(organizationId, invitationId);
    return Answer.done();
  }
}
