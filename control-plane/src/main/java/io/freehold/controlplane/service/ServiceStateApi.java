package io.freehold.controlplane.service;

import io.freehold.controlplane.web.Answer;
import io.freehold.controlplane.web.Body;
import io.freehold.controlplane.web.Refusal;
import io.freehold.protocol.Success;
import io.freehold.protocol.service.Service;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether a service runs, its password, and its private name. */
@RestController
@RequestMapping("/v1/organizations/{organizationId}/services/{id}")
class ServiceStateApi {
  private static final String DOUBLE_SHA1 = "[0-9a-fA-F]{40}";

  private final ServiceStore store;
  private final ServiceChanges changes;
  private final ServiceView view;
  private final SecureRandom random = new SecureRandom();

  ServiceStateApi(ServiceStore store, ServiceChanges changes, ServiceView view) {
    this.store = store;
    this.changes = changes;
    this.view = view;
  }

  @PatchMapping("/state")
  Success<Service> state(
      @PathVariable UUID organizationId,
      @PathVariable UUID id,
      Body<ServiceRequest.StateChange> body) {
    body.require("command", "start, stop or awake");
    String command = body.value().command();
    if (command != null && !command.matches("start|stop|awake")) {
      body.violations()
          .add("command", "unknown-value", "'" + command + "'", "start, stop or awake");
    }
    body.refuseIfWrong();
    return Answer.of(
        changes.change(
            organizationId,
            id,
            row -> {
              if ("stop".equals(command)) {
                want(row, false, row.state().toldToStop());
              } else {
                ServiceState how =
                    "awake".equals(command) ? ServiceState.AWAKING : ServiceState.STARTING;
                want(row, true, row.state().toldToRun(how));
              }
            }));
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
        row -> store.password(organizationId, id, hash.orElseGet(made::sha256Hex), doubleSha1));
    return hash.isPresent()
        ? Answer.of(new Service.NewPassword(null))
        : Answer.withSecrets(new Service.NewPassword(made.text()), "password");
  }

  /** There is no private endpoint service yet, only the name that it will have. */
  @GetMapping("/privateEndpointConfig")
  Success<Service.PrivateEndpointConfig> privateEndpoint(
      @PathVariable UUID organizationId, @PathVariable UUID id) {
    ServiceRow row =
        store.find(organizationId, id).orElseThrow(() -> Refusal.notFound("The service"));
    return Answer.of(
        new Service.PrivateEndpointConfig("", view.privateHost(row, changes.infrastructure(row))));
  }

  private void want(ServiceRow row, boolean running, ServiceState next) {
    if (row.running() != running || row.state() != next) {
      store.want(row.organizationId(), row.id(), running, next);
    }
  }
}
