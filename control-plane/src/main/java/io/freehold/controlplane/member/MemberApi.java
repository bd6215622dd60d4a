package io.freehold.controlplane.member;

import io.freehold.controlplane.access.RoleChoice;
import io.freehold.controlplane.web.Answer;
import io.freehold.controlplane.web.Body;
import io.freehold.protocol.Success;
import io.freehold.protocol.member.Member;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /members} of the public API. */
@RestController
@RequestMapping("/v1/organizations/{organizationId}/members")
class MemberApi {
  private final Members members;

  MemberApi(Members members) {
    this.members = members;
  }

  /** The body with which a member's roles are changed. */
  record Change(@Nullable String role, @Nullable List<UUID> assignedRoleIds) {}

  @GetMapping
  Success<List<Member>> list(@PathVariable UUID organizationId) {
    return Answer.of(members.members(organizationId));
  }

  @GetMapping("/{userId}")
  Success<Member> get(@PathVariable UUID organizationId, @PathVariable String userId) {
    return Answer.of(members.member(organizationId, userId));
  }

  @PatchMapping("/{userId}")
  Success<Member> change(
      @PathVariable UUID organizationId, @PathVariable String userId, Body<Change> body) {
    RoleChoice choice = RoleChoice.of(body.value().role(), body.value().assignedRoleIds());
    choice.check("role", MemberRoles.ALL, body.violations());
    var ignored = members.member(organizationId, userId);
    body.refuseIfWrong();
    return Answer.of(members.change(organizationId, userId, choice.roles()));
  }

  @DeleteMapping("/{userId}")
  Success<@Nullable Void> delete(@PathVariable UUID organizationId, @PathVariable String userId) {
    members.remove(organizationId, userId);
    return Answer.done();
  }
}
