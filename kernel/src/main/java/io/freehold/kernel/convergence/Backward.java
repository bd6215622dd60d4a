package io.freehold.kernel.convergence;

import io.freehold.kernel.convergence.NodeChange.Action;
import io.freehold.kernel.convergence.NodeStatus.State;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.failure.FailureException;
import io.freehold.kernel.graph.Kinds;
import io.freehold.kernel.ledger.LedgerEntry;
import io.freehold.kernel.resource.Diff;
import io.freehold.kernel.resource.Observation;
import io.freehold.kernel.resource.Ownership;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One step towards nothing for each entry, users before what they use. Runs from the ledger: no
 * lambda of a graph is called.
 */
final class Backward<C> {
  private final Pass<C> pass;
  private final Kinds<C> kinds;

  Backward(Pass<C> pass, Kinds<C> kinds) {
    this.pass = pass;
    this.kinds = kinds;
  }

  /** Steps for every entry that no other entry depends on, then for those that became so. */
  void removeAll(List<LedgerEntry> unwanted) {
    List<LedgerEntry> left = new ArrayList<>(unwanted);
    boolean progress = true;
    while (progress) {
      progress = false;
      for (LedgerEntry entry : List.copyOf(left)) {
        if (users(entry).isEmpty()) {
          left.remove(entry);
          pass.step(entry.node(), entry.kind(), entry.dependsOn(), () -> remove(entry));
          progress |= !pass.entries.containsKey(entry.node());
        }
      }
    }
    for (LedgerEntry entry : left) {
      pass.status(
          entry.node(),
          entry.kind(),
          State.BLOCKED,
          entry.dependsOn(),
          "still used by " + String.join(", ", users(entry)));
    }
  }

  private List<String> users(LedgerEntry entry) {
    return pass.entries.values().stream()
        .filter(other -> other.dependsOn().contains(entry.node()))
        .map(LedgerEntry::node)
        .sorted()
        .toList();
  }

  private void remove(LedgerEntry entry) {
    Kinds.Binding<C, ?, ?, ?> kind =
        kinds
            .find(entry.place(), entry.kind())
            .orElseThrow(() ->
                new FailureException(
                    Failure.refused(
                        Failure.Kind.BUG,
                        "unknown-kind",
                        "%s is of kind %s, which this release does not know"
                            .formatted(entry.node(), entry.kind()))));
    if (entry.bornBy().isEmpty()) {
      gone(entry); // it was never made
    } else {
      remove(kind, entry);
    }
  }

  private <X, D, O> void remove(Kinds.Binding<C, X, D, O> kind, LedgerEntry entry) {
    if (entry.externalId().isEmpty()) {
      search(kind, entry);
      return;
    }
    String id = entry.externalId().get();
    switch (pass.sight.look(kind.place(), kind.type(), id)) {
      case Observation.Absent<O>() -> absent(entry);
      case Observation.Deleting<O>() -> underWay(entry);
      case Observation.Present<O>(O value, Ownership ownership) ->
          delete(kind, entry, id, ownership);
      case Observation.Pending<O>(String phase, Ownership ownership, Optional<O> value) ->
          delete(kind, entry, id, ownership);
      case Observation.Broken<O>(String reason, Ownership ownership) ->
          delete(kind, entry, id, ownership);
    }
  }

  /** Its creation was never answered: it may be there all the same. */
  private <X, D, O> void search(Kinds.Binding<C, X, D, O> kind, LedgerEntry entry) {
    Supplier<X> session = pass.session(kind.place());
    List<String> found = kind.type().discover(session.get(), entry.owner(), entry.node());
    if (found.isEmpty()) {
      absent(entry);
      return;
    }
    for (String surplus : found.subList(1, found.size())) {
      pass.hand.delete(kind.type(), session, surplus);
    }
    LedgerEntry known = pass.put(entry.confirmed(found.getFirst(), pass.now()));
    delete(kind, known, found.getFirst(), Ownership.OURS);
  }

  private void absent(LedgerEntry entry) {
    Instant bornBy = entry.bornBy().orElseThrow();
    boolean seenGone = entry.deletingSince().isPresent() || pass.hand.isOnPaper();
    if (!seenGone && pass.maybeHidden(bornBy)) {
      status(entry, State.DELETING, "may not be visible yet; looking for it");
      pass.underWay(entry.node(), entry.kind() + "/create", bornBy);
    } else {
      gone(entry);
    }
  }

  private void gone(LedgerEntry entry) {
    pass.forget(entry);
    status(entry, State.DELETED, "");
  }

  private void underWay(LedgerEntry entry) {
    if (pass.hand.isOnPaper()) {
      gone(entry);
      return;
    }
    LedgerEntry deleting =
        entry.deletingSince().isPresent() ? entry : pass.put(entry.deleting(pass.now()));
    status(deleting, State.DELETING, "");
    pass.underWay(entry.node(), entry.kind() + "/delete", deleting.deletingSince().orElseThrow());
  }

  private <X, D, O> void delete(
      Kinds.Binding<C, X, D, O> kind, LedgerEntry entry, String id, Ownership ownership) {
    boolean leftUnmarked = ownership == Ownership.UNMARKED && entry.isOpen();
    if (ownership != Ownership.OURS && !leftUnmarked) {
      boolean cameBack = kind.type().comesBack() && entry.deletingSince().isPresent();
      if (entry.confirmedAt().isEmpty() || cameBack) {
        gone(entry); // somebody else's of the same name; ours was never made, or is gone
        return;
      }
      throw new FailureException(
          Failure.refused(
              Failure.Kind.INVALID,
              "owner-tag-missing",
              "%s has lost its owner tag and is therefore not deleted".formatted(id)));
    }
    boolean first = entry.deletingSince().isEmpty();
    LedgerEntry deleting = first ? pass.put(entry.deleting(pass.now())) : entry;
    Memory memory = pass.scope.memory();
    boolean taken = true;
    if (!memory.isDeletionFresh(entry.node(), pass.now())) {
      taken = pass.hand.delete(kind.type(), pass.session(kind.place()), id);
      if (taken && !pass.hand.isOnPaper()) {
        memory.deletionAccepted(entry.node(), pass.now());
      }
    }
    pass.sight.changed(entry.place(), entry.kind(), id);
    if (first) {
      pass.change(entry.node(), entry.kind(), Action.DELETE, Diff.none(), false);
    }
    if (pass.hand.isOnPaper()) {
      gone(deleting); // and so the plan shows what can go after it
      return;
    }
    status(deleting, State.DELETING, "");
    if (first || !taken) {
      pass.begun(entry.node(), entry.kind() + "/delete");
    } else {
      pass.underWay(entry.node(), entry.kind() + "/delete", deleting.deletingSince().orElseThrow());
    }
  }

  private void status(LedgerEntry entry, State state, String message) {
    pass.status(entry.node(), entry.kind(), state, entry.dependsOn(), message);
  }
}
