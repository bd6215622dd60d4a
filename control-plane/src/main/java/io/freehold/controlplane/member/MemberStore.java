package io.freehold.controlplane.member;

import io.freehold.controlplane.access.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Members and invitations. */
@Repository
class MemberStore {
  private final JdbcClient jdbc;

  MemberStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A member as it is kept. */
  record StoredMember(
      UUID organizationId,
      String userId,
      String name,
      String email,
      List<Role> roles,
      Instant joinedAt) {}

  /** An invitation as it is kept. */
  record StoredInvitation(
      UUID id,
      UUID organizationId,
      String email,
      List<Role> roles,
      Instant createdAt,
      Instant expireAt) {}

  List<StoredMember> members(UUID organization) {
    return jdbc.sql(
            "select * from member where organization_id = :organization order by joined_at, user_id")
        .param("organization", organization)
        .query(MemberStore::member)
        .list();
  }

  Optional<StoredMember> member(UUID organization, String userId) {
    return jdbc.sql(
            "select * from member where organization_id = :organization and user_id = :user")
        .param("organization", organization)
        .param("user", userId)
        .query(MemberStore::member)
        .optional();
  }

  /**
   * Nobody else changes a member of the organization before the caller's transaction ends: two
   * admins cannot rely on each other while both go.
   */
  void lock(UUID organization) {
    var ignored =
        jdbc.sql(
                """
                select user_id from member where organization_id = :organization
                 order by user_id for update
                """)
            .param("organization", organization)
            .query(String.class)
            .list();
  }

  boolean hasOtherAdmin(UUID organization, String userId) {
    return jdbc.sql(
            """
            select exists (
              select from member
               where organization_id = :organization and user_id <> :user
                 and :admin = any (roles))
            """)
        .param("organization", organization)
        .param("user", userId)
        .param("admin", Role.ADMIN.word())
        .query(Boolean.class)
        .single();
  }

  boolean isMember(UUID organization, String email) {
    return jdbc.sql(
            """
            select exists (
              select from member where organization_id = :organization and email = :email)
            """)
        .param("organization", organization)
        .param("email", email)
        .query(Boolean.class)
        .single();
  }

  /** Adds one; false if there is one of that id or address already. */
  boolean insert(StoredMember member) {
    return jdbc.sql(
                """
                insert into member (organization_id, user_id, name, email, roles, joined_at)
                values (:organization, :user, :name, :email, :roles, :at)
                on conflict do nothing
                """)
            .param("organization", member.organizationId())
            .param("user", member.userId())
            .param("name", member.name())
            .param("email", member.email())
            .param("roles", words(member.roles()))
            .param("at", Timestamp.from(member.joinedAt()))
            .update()
        == 1;
  }

  void roles(UUID organization, String userId, List<Role> roles) {
    jdbc.sql(
            """
            update member set roles = :roles
             where organization_id = :organization and user_id = :user
            """)
        .param("organization", organization)
        .param("user", userId)
        .param("roles", words(roles))
        .update();
  }

  void deleteMember(UUID organization, String userId) {
    jdbc.sql("delete from member where organization_id = :organization and user_id = :user")
        .param("organization", organization)
        .param("user", userId)
        .update();
  }

  List<StoredInvitation> invitations(UUID organization) {
    return jdbc.sql(
            """
            select * from invitation where organization_id = :organization order by created_at, id
            """)
        .param("organization", organization)
        .query(MemberStore::invitation)
        .list();
  }

  Optional<StoredInvitation> invitation(UUID organization, UUID id) {
    return jdbc.sql("select * from invitation where organization_id = :organization and id = :id")
        .param("organization", organization)
        .param("id", id)
        .query(MemberStore::invitation)
        .optional();
  }

  /** Adds one, in place of one that has expired; false if one to that address is still valid. */
  boolean insert(StoredInvitation invitation) {
    jdbc.sql(
            """
            delete from invitation
             where organization_id = :organization and email = :email and expire_at <= :now
            """)
        .param("organization", invitation.organizationId())
        .param("email", invitation.email())
        .param("now", Timestamp.from(invitation.createdAt()))
        .update();
    return jdbc.sql(
                """
                insert into invitation (id, organization_id, email, roles, created_at, expire_at)
                values (:id, :organization, :email, :roles, :createdAt, :expireAt)
                on conflict do nothing
                """)
            .param("id", invitation.id())
            .param("organization", invitation.organizationId())
            .param("email", invitation.email())
            .param("roles", words(invitation.roles()))
            .param("createdAt", Timestamp.from(invitation.createdAt()))
            .param("expireAt", Timestamp.from(invitation.expireAt()))
            .update()
        == 1;
  }

  boolean deleteInvitation(UUID organization, UUID id) {
    return jdbc.sql("delete from invitation where organization_id = :organization and id = :id")
            .param("organization", organization)
            .param("id", id)
            .update()
        == 1;
  }

  private static StoredMember member(ResultSet row, int number) throws SQLException {
    return new StoredMember(
        row.getObject("organization_id", UUID.class),
        row.getString("user_id"),
        row.getString("name"),
        row.getString("email"),
        roles(row),
        row.getTimestamp("joined_at").toInstant());
  }

  private static StoredInvitation invitation(ResultSet row, int number) throws SQLException {
    return new StoredInvitation(
        row.getObject("id", UUID.class),
        row.getObject("organization_id", UUID.class),
        row.getString("email"),
        roles(row),
        row.getTimestamp("created_at").toInstant(),
        row.getTimestamp("expire_at").toInstant());
  }

  private static List<Role> roles(ResultSet row) throws SQLException {
    return Arrays.stream((String[]) row.getArray("roles").getArray())
        .flatMap(word -> Role.of(word).stream())
        .toList();
  }

  private static String[] words(List<Role> roles) {
    return roles.stream().map(Role::word).toArray(String[]::new);
  }
}
