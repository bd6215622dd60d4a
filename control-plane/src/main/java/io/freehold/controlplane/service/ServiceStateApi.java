package io.freehold.controlplane.service;

import io.freehold.controlplane.activity.ActivityType;
import io.freehold.controlplane.web.Answer;
import io.freehold.controlplane.web.Body;
import io.freehold.controlplane.web.Refusal;
import io.freehold.protocol.Success;
import io.freehold.protocol.service.Service;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether a service runs, and its password. */
@RestController
@RequestMapping("/v1/organizations/{organizationId}/services/{id}")
class ServiceStateApi {
  private static final String DOUBLE_SHA1 = "[0-9a-fA-F]{40}";

  private final ServiceStore store;
  private final ServiceChanges changes;
  private final ServiceUseStore uses;
  private final SecureRandom random = new SecureRandom();

  ServiceStateApi(ServiceStore store, ServiceChanges changes, ServiceUseStore uses) {
    this.store = store;
    this.changes = changes;
    this.uses = uses;
  }

  @PatchMapping("/state")
  Success<Service> state(
      @PathVariable UUID organizationId,
      @PathVariable UUID id,
      Body<ServiceRequest.StateChange> body) {
    body.require("command", "start, stop or awake");
    String word = body.value().command();
    Optional<Command> command = Optional.ofNullable(word).flatMap(Command::of);
    if (word != null && command.isEmpty()) {
      body.violations().add("command", "unknown-value", "'" + word + "'", "start, stop or awake");
    }
    changes.requireThere(organizationId, id);
    body.refuseIfWrong();
    return Answer.of(changes.change(organizationId, id, row -> tell(row, command.orElseThrow())));
  }

  @PatchMapping("/password")
  Success<Service.NewPassword> password(
      @PathVariable UUID organizationId,
      @PathVariable UUID id,
      Body<ServiceRequest.PasswordChange> body) {
    String own = body.value().newPasswordHash();
    Optional<String> hash =
        own == null ? Optional.empty() : Password.sha256Hex(own, body.violations());
    Optional<String> doubleSha1 =
        Optional.ofNullable(body.value().newDoubleSha1Hash()).filter(value -> own != null);
    if (doubleSha1.filter(value -> !value.matches(DOUBLE_SHA1)).isPresent()) {
      body.violations()
          .add("newDoubleSha1Hash", "hash-malformed", "something else", "40 hexadecimal digits");
    }
    body.refuseIfWrong();
    Password made = Password.random(random);
    changes.change(
        organizationId,
        id,
        row -> {
          if (store.password(organizationId, id, hash.orElseGet(made::sha256Hex), doubleSha1)) {
            changes.record(row, ActivityType.SERVICE_UPDATE_PASSWORD);
            changes.showWork(row);
          }
        });
    return hash.isPresent()
        ? Answer.of(new Service.NewPassword(null))
        : Answer.withSecrets(new Service.NewPassword(made.text()), "password");
  }

  private void tell(ServiceRow row, Command command) {
    ServiceStates.refusal(command, row.state())
        .ifPresent(code -> {
          throw Refusal.conflict(
              code,
              "command: found %s of a service that is %s, needed one that changes something."
                  .formatted(command.word(), row.state().word()));
        });
    if (ServiceStates.isNothing(command, row.state())) {
      uses.forget(row.organizationId(), row.id());
      return;
    }
    store.want(
        row.organizationId(),
        row.id(),
        command == Command.STOP ? Wanted.STOPPED : Wanted.RUNNING,
        ServiceStates.told(command, row.state()));
    changes.record(
        row,
        switch (command) {
          case START -> ActivityType.SERVICE_START;
          case STOP -> ActivityType.SERVICE_STOP;
          case AWAKE -> ActivityType.SERVICE_AWAKEN;
        });
  }
}
