package io.freehold.kernel.convergence;

import io.freehold.kernel.convergence.NodeChange.Action;
import io.freehold.kernel.convergence.NodeStatus.State;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.failure.FailureException;
import io.freehold.kernel.graph.Node;
import io.freehold.kernel.ledger.LedgerEntry;
import io.freehold.kernel.queue.LeaseLostException;
import io.freehold.kernel.resource.Diff;
import io.freehold.kernel.resource.Impact;
import io.freehold.kernel.resource.Observation;
import io.freehold.kernel.resource.Ownership;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** One step towards the desired state for each node, at most one action each. */
final class Forward<C> {
  /** So often is a thing made anew that failed before it ever worked, as node groups do. */
  private static final int MOST_GENERATIONS = 5;

  private final Pass<C> pass;

  Forward(Pass<C> pass) {
    this.pass = pass;
  }

  <X, D, O> void visit(Node<C, X, D, O> node) {
    pass.step(
        node.name(),
        node.type().kind(),
        node.dependsOn(),
        () -> {
          switch (node.role()) {
            case Node.Adopted(String id) -> adopted(node, id);
            case Node.Wanted() -> wanted(node);
            case Node.Unwanted() -> {} // the backward steps' business
          }
        });
  }

  private <X, D, O> void adopted(Node<C, X, D, O> node, String id) {
    switch (pass.sight.look(node.place(), node.type(), id)) {
      case Observation.Present<O>(O value, Ownership ownership) -> {
        pass.present(node.name(), value);
        Optional<Failure> unfit = node.unfit().apply(value);
        if (unfit.isPresent()) {
          // Its owner may mend it at any time: it is looked at again, and not remembered.
          pass.sight.changed(node.place().name(), node.type().kind(), id);
          throw new FailureException(unfit.get());
        }
        status(node, State.READY, "");
      }
      case Observation.Absent<O>() -> awaited(node, id);
      case Observation.Deleting<O>() -> throw invalid("adopted-deleting", id + " is being deleted");
      case Observation.Broken<O>(String reason, Ownership ownership) ->
          throw invalid("adopted-broken", id + ": " + reason);
      case Observation.Pending<O>(String phase, Ownership ownership, Optional<O> value) -> {
        status(node, State.CREATING, phase);
        pass.underWay(
            node.name(),
            operation(node, "create"),
            pass.scope.memory().changingSince(node.name(), pass.now()));
      }
    }
  }

  private <X, D, O> void awaited(Node<C, X, D, O> node, String id) {
    Node.Awaited<O> awaited =
        node.awaited().orElseThrow(() -> invalid("adopted-not-found", id + " does not exist"));
    if (!pass.hand.isOnPaper()) {
      throw new FailureException(awaited.missing());
    }
    status(node, State.BLOCKED, awaited.missing().message());
    pass.present(node.name(), awaited.imagined());
  }

  private <X, D, O> void wanted(Node<C, X, D, O> node) {
    Optional<D> ready = node.desired().apply(pass);
    if (ready.isEmpty()) {
      List<String> missing =
          node.dependsOn().stream().filter(name -> pass.of(name).isEmpty()).sorted().toList();
      status(node, State.BLOCKED, "waits for " + String.join(", ", missing));
      return;
    }
    D desired = ready.get();
    LedgerEntry entry = pass.entries.get(node.name());
    if (entry == null) {
      create(node, desired, entry(node, desired, 1));
    } else if (entry.externalId().isEmpty()) {
      recover(node, desired, entry);
    } else {
      String id = entry.externalId().get();
      switch (pass.sight.look(node.place(), node.type(), id)) {
        case Observation.Absent<O>() -> absent(node, desired, entry);
        case Observation.Pending<O>(String phase, Ownership ownership, Optional<O> value) ->
            pending(node, desired, ours(entry, id, ownership), id, phase, value);
        case Observation.Present<O>(O value, Ownership ownership)
            when ownership == Ownership.UNMARKED && entry.isOpen() ->
            mark(node, desired, entry, id);
        case Observation.Present<O>(O value, Ownership ownership) ->
            present(node, desired, entry, id, value, ownership);
        case Observation.Deleting<O>() -> {
          status(node, State.DELETING, "is being deleted, will be made anew");
          imagineAnew(node, desired);
          pass.underWay(
              node.name(), operation(node, "delete"), entry.deletingSince().orElseGet(pass::now));
        }
        case Observation.Broken<O>(String reason, Ownership ownership) ->
            broken(node, desired, ours(entry, id, ownership), id, reason);
      }
    }
  }

  private <X, D, O> void create(Node<C, X, D, O> node, D desired, LedgerEntry entry) {
    boolean wasOpen = entry.isOpen();
    LedgerEntry written = pass.put(entry.attempted(pass.now()));
    String id;
    try {
      id = pass.hand.create(node.type(), pass.session(node.place()), desired, written.intent());
    } catch (LeaseLostException e) {
      throw e;
    } catch (RuntimeException e) {
      // Whatever an earlier attempt may have made stays looked for, even if this one was refused.
      if (!wasOpen && pass.classify(e).effect() == Failure.Effect.NONE) {
        pass.put(written.refused());
      }
      throw e;
    }
    pass.put(written.confirmed(id, pass.now()));
    pass.change(node.name(), node.type().kind(), Action.CREATE, Diff.none(), false);
    status(node, State.CREATING, "");
    imagine(node, desired);
    pass.begun(node.name(), operation(node, "create"));
  }

  /** The creation was on record, and its answer never came. */
  private <X, D, O> void recover(Node<C, X, D, O> node, D desired, LedgerEntry entry) {
    if (!entry.isOpen()) {
      create(node, desired, entry);
      return;
    }
    Supplier<X> session = pass.session(node.place());
    List<String> found = node.type().discover(session.get(), entry.owner(), node.name());
    if (found.isEmpty()) {
      if (pass.maybeHidden(entry.attemptedAt().orElseThrow())) {
        status(node, State.CREATING, "its answer was lost; looking for it");
        imagine(node, desired);
        pass.underWay(node.name(), operation(node, "create"), entry.attemptedAt().orElseThrow());
      } else {
        create(node, desired, entry);
      }
      return;
    }
    for (String surplus : found.subList(1, found.size())) {
      pass.hand.delete(node.type(), session, surplus);
      pass.change(node.name(), node.type().kind(), Action.DELETE, Diff.none(), false);
    }
    pass.put(entry.confirmed(found.getFirst(), pass.now()));
    status(node, State.CREATING, "found again after its answer was lost");
    imagine(node, desired);
    pass.begun(node.name(), operation(node, "create"));
  }

  private <X, D, O> void absent(Node<C, X, D, O> node, D desired, LedgerEntry entry) {
    if (entry.confirmedAt().isEmpty()) {
      // A natural id: creating again cannot make a second one.
      create(node, desired, entry);
    } else if (entry.deletingSince().isEmpty()
        && pass.maybeHidden(entry.confirmedAt().orElseThrow())) {
      status(node, State.CREATING, "not visible yet");
      imagine(node, desired);
      pass.underWay(node.name(), operation(node, "create"), entry.confirmedAt().orElseThrow());
    } else {
      create(node, desired, entry(node, desired, entry.generation() + 1));
    }
  }

  /** Its creation was not answered, and came to an end before the marks were on. */
  private <X, D, O> void mark(Node<C, X, D, O> node, D desired, LedgerEntry entry, String id) {
    pass.sight.changed(node.place().name(), node.type().kind(), id);
    pass.hand.mark(node.type(), pass.session(node.place()), id, entry.intent());
    status(node, State.CREATING, "found unmarked after its answer was lost; marked as ours");
    imagine(node, desired);
    // Never at once, as with updates.
    pass.underWay(node.name(), operation(node, "create"), entry.attemptedAt().orElseThrow());
  }

  private <X, D, O> void present(
      Node<C, X, D, O> node,
      D desired,
      LedgerEntry entry,
      String id,
      O value,
      Ownership ownership) {
    LedgerEntry known = ours(entry, id, ownership);
    if (known.readyAt().isEmpty()) {
      known = pass.put(known.ready(pass.now()));
    }
    pass.present(node.name(), value);
    Memory memory = pass.scope.memory();
    if (!memory.isMatched(node.name(), node.type(), desired, value)) {
      Diff diff = node.type().diff(desired, value);
      if (!diff.isEmpty()) {
        change(node, desired, id, value, diff);
        return;
      }
    }
    // Where it matched too: an older sight would be kept in memory for this alone.
    memory.matched(node.name(), node.type(), desired, value);
    if (!known.dependsOn().equals(node.dependsOn())) {
      pass.put(known.dependingOn(node.dependsOn()));
    }
    status(node, State.READY, "");
  }

  private <X, D, O> void pending(
      Node<C, X, D, O> node,
      D desired,
      LedgerEntry entry,
      String id,
      String phase,
      Optional<O> value) {
    imagine(node, desired);
    value.ifPresent(there -> pass.there(node.name(), there));
    Diff diff = value.map(there -> node.type().diff(desired, there)).orElseGet(Diff::none);
    if (!diff.isEmpty()) {
      change(node, desired, id, value.orElseThrow(), diff);
      return;
    }
    if (entry.readyAt().isPresent()) {
      status(node, State.UPDATING, phase);
      // How old the thing is says nothing of how far a change of it has come.
      pass.changing(node.name(), operation(node, "update"));
    } else {
      status(node, State.CREATING, phase);
      pass.underWay(node.name(), operation(node, "create"), entry.bornBy().orElseGet(pass::now));
    }
  }

  private <X, D, O> void change(Node<C, X, D, O> node, D desired, String id, O value, Diff diff) {
    Action action = diff.impact() == Impact.REPLACE ? Action.REPLACE : Action.UPDATE;
    boolean allowed = action == Action.UPDATE && pass.gate.allows(diff.impact());
    if (allowed) {
      pass.sight.changed(node.place().name(), node.type().kind(), id);
      pass.hand.update(node.type(), pass.session(node.place()), id, desired, value);
      status(node, State.UPDATING, fields(diff));
      // Never at once: a read that lags behind would have the same update made over and over.
      pass.updated(node.name(), operation(node, "update"), fields(diff));
      if (pass.hand.isOnPaper()) {
        // As a later pass would find: what it was tied to before can go.
        LedgerEntry entry = Objects.requireNonNull(pass.entries.get(node.name()));
        pass.put(entry.dependingOn(node.dependsOn()));
      }
    } else {
      status(node, State.WITHHELD, fields(diff));
    }
    pass.change(node.name(), node.type().kind(), action, diff, !allowed);
  }

  private <X, D, O> void broken(
      Node<C, X, D, O> node, D desired, LedgerEntry entry, String id, String reason) {
    if (entry.readyAt().isPresent() || entry.generation() >= MOST_GENERATIONS) {
      throw invalid("broken", reason);
    }
    pass.put(entry.deleting(pass.now()));
    pass.hand.delete(node.type(), pass.session(node.place()), id);
    pass.change(node.name(), node.type().kind(), Action.DELETE, Diff.none(), false);
    status(node, State.DELETING, "never worked (" + reason + "), will be made anew");
    imagineAnew(node, desired);
    pass.begun(node.name(), operation(node, "delete"));
  }

  /** The entry, confirmed; or a refusal, if the thing under that id is not ours. */
  private LedgerEntry ours(LedgerEntry entry, String id, Ownership ownership) {
    if (ownership != Ownership.OURS) {
      throw new FailureException(
          entry.confirmedAt().isPresent()
              ? Failure.refused(
                  Failure.Kind.INVALID,
                  "owner-tag-missing",
                  "%s has lost its owner tag: found no tag of %s, needed it back before anything is changed"
                      .formatted(id, entry.owner()))
              : Failure.refused(
                  Failure.Kind.INVALID,
                  "name-taken",
                  "%s exists and is somebody else's: it is left alone; remove or rename it"
                      .formatted(id)));
    }
    return entry.confirmedAt().isPresent() ? entry : pass.put(entry.confirmed(id, pass.now()));
  }

  private <X, D, O> LedgerEntry entry(Node<C, X, D, O> node, D desired, int generation) {
    return LedgerEntry.of(
        pass.scope.owner(),
        node.name(),
        node.type().kind(),
        node.place().name(),
        node.type().naturalId(desired),
        generation,
        node.dependsOn());
  }

  /** A plan goes on to where a later pass would: the thing is gone, and made again. */
  private <X, D, O> void imagineAnew(Node<C, X, D, O> node, D desired) {
    if (pass.hand.isOnPaper()) {
      pass.change(node.name(), node.type().kind(), Action.CREATE, Diff.none(), false);
    }
    imagine(node, desired);
  }

  private <X, D, O> void imagine(Node<C, X, D, O> node, D desired) {
    pass.hand.imagine(node.type(), desired).ifPresent(value -> pass.present(node.name(), value));
  }

  private void status(Node<C, ?, ?, ?> node, State state, String message) {
    pass.status(node.name(), node.type().kind(), state, node.dependsOn(), message);
  }

  private static String operation(Node<?, ?, ?, ?> node, String verb) {
    return node.type().kind() + "/" + verb;
  }

  private static String fields(Diff diff) {
    return String.join(
        ", ",
        diff.changes().stream()
            .map(one -> "%s: %s -> %s".formatted(one.field(), one.found(), one.wanted()))
            .toList());
  }

  private static FailureException invalid(String code, String message) {
    return new FailureException(Failure.refused(Failure.Kind.INVALID, code, message));
  }
}
