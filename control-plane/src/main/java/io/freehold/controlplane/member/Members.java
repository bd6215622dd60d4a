package io.freehold.controlplane.member;

import io.freehold.controlplane.access.Role;
import io.freehold.controlplane.activity.Activities;
import io.freehold.controlplane.activity.ActivityType;
import io.freehold.controlplane.member.MemberStore.StoredInvitation;
import io.freehold.controlplane.member.MemberStore.StoredMember;
import io.freehold.controlplane.web.Refusal;
import io.freehold.protocol.member.Invitation;
import io.freehold.protocol.member.Member;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Invites people to organizations, and makes members of those who accept. */
@Component
public class Members {
  private static final Duration VALID = Duration.ofDays(7);

  private final MemberStore store;
  private final Activities activities;
  private final TransactionTemplate transactions;
  private final Clock clock;

  Members(MemberStore store, Activities activities, TransactionTemplate transactions, Clock clock) {
    this.store = store;
    this.activities = activities;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** The first admin is invited, to an organization that was made just now. */
  public void inviteFirst(UUID organizationId, EmailAddress email) {
    var ignored = invite(organizationId, email, List.of(Role.ADMIN));
  }

  /**
   * @throws Refusal 409 if such a member or an invitation is there already
   */
  Invitation invite(UUID organizationId, EmailAddress email, List<Role> roles) {
    Instant now = now();
    StoredInvitation made =
        new StoredInvitation(
            UUID.randomUUID(), organizationId, email.value(), roles, now, now.plus(VALID));
    transactions.executeWithoutResult(status -> {
      if (store.isMember(organizationId, made.email())) {
        throw Refusal.conflict("already-member", made.email() + " is a member already.");
      }
      if (!store.insert(made)) {
        throw Refusal.conflict(
            "already-invited",
            made.email() + " is invited already: delete that invitation to make another.");
      }
      activities.record(organizationId, ActivityType.ORGANIZATION_INVITE_CREATE);
    });
    return shown(made);
  }

  /**
   * Somebody has signed in and accepted: for what knows who people are.
   *
   * @throws Refusal 404 without a valid invitation to that address, 409 if it is a member already
   */
  public Member join(
      UUID organizationId, UUID invitationId, String userId, String name, String email) {
    String address = email.toLowerCase(Locale.ROOT);
    StoredMember member =
        transactions.execute(status -> {
          StoredInvitation invitation =
              store
                  .invitation(organizationId, invitationId)
                  .filter(one -> one.email().equals(address) && one.expireAt().isAfter(now()))
                  .orElseThrow(() -> Refusal.notFound("The invitation"));
          StoredMember joined =
              new StoredMember(organizationId, userId, name, address, invitation.roles(), now());
          // Whoever else accepts it at the same time finds it gone.
          if (!store.deleteInvitation(organizationId, invitationId)) {
            throw Refusal.notFound("The invitation");
          }
          if (!store.insert(joined)) {
            throw Refusal.conflict("already-member", address + " is a member already.");
          }
          activities.recordOf(
              userId, address, organizationId, ActivityType.ORGANIZATION_MEMBER_JOIN);
          return joined;
        });
    return shown(Objects.requireNonNull(member));
  }

  Member change(UUID organizationId, String userId, List<Role> roles) {
    transactions.executeWithoutResult(status -> {
      store.lock(organizationId);
      StoredMember member = find(organizationId, userId);
      if (!roles.isEmpty() && !member.roles().equals(roles)) {
        if (!roles.contains(Role.ADMIN)) {
          refuseIfLast(member);
        }
        store.roles(organizationId, userId, roles);
        activities.record(organizationId, ActivityType.ORGANIZATION_MEMBER_UPDATE_ROLE);
      }
    });
    return shown(find(organizationId, userId));
  }

  void remove(UUID organizationId, String userId) {
    transactions.executeWithoutResult(status -> {
      store.lock(organizationId);
      refuseIfLast(find(organizationId, userId));
      store.deleteMember(organizationId, userId);
      activities.record(organizationId, ActivityType.ORGANIZATION_MEMBER_DELETE);
    });
  }

  void withdraw(UUID organizationId, UUID invitationId) {
    transactions.executeWithoutResult(status -> {
      if (!store.deleteInvitation(organizationId, invitationId)) {
        throw Refusal.notFound("The invitation");
      }
      activities.record(organizationId, ActivityType.ORGANIZATION_INVITE_DELETE);
    });
  }

  List<Member> members(UUID organizationId) {
    return store.members(organizationId).stream().map(Members::shown).toList();
  }

  Member member(UUID organizationId, String userId) {
    return shown(find(organizationId, userId));
  }

  List<Invitation> invitations(UUID organizationId) {
    return store.invitations(organizationId).stream().map(Members::shown).toList();
  }

  Invitation invitation(UUID organizationId, UUID invitationId) {
    return shown(
        store
            .invitation(organizationId, invitationId)
            .orElseThrow(() -> Refusal.notFound("The invitation")));
  }

  /** Somebody has to be there who may let others in. */
  private void refuseIfLast(StoredMember member) {
    if (member.roles().contains(Role.ADMIN)
        && !store.hasOtherAdmin(member.organizationId(), member.userId())) {
      throw Refusal.conflict(
          "last-admin-member",
          "This is the last member with the role admin: give it to another one first.");
    }
  }

  private StoredMember find(UUID organizationId, String userId) {
    return store.member(organizationId, userId).orElseThrow(() -> Refusal.notFound("The member"));
  }

  private static Member shown(StoredMember member) {
    return new Member(
        member.userId(),
        member.name(),
        member.email(),
        MemberRoles.strongest(member.roles()),
        member.joinedAt(),
        MemberRoles.shown(member.roles()));
  }

  private static Invitation shown(StoredInvitation invitation) {
    return new Invitation(
        invitation.id().toString(),
        invitation.email(),
        MemberRoles.strongest(invitation.roles()),
        invitation.createdAt(),
        invitation.expireAt(),
        MemberRoles.shown(invitation.roles()));
  }

  /** As PostgreSQL keeps it, so that what is answered now and later is the same. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
