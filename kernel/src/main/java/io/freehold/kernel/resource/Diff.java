package io.freehold.kernel.resource;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The fields in which a thing differs from what is desired, and the impact of mending each. */
public record Diff(List<Change> changes) {

  /**
   * One differing field.
   *
   * @param field its name in the desired record
   * @param found what is there
   * @param wanted what is desired
   * @param impact what mending it does to users
   */
  public record Change(String field, String found, String wanted, Impact impact) {}

  private static final Diff NONE = new Diff(List.of());

  public Diff {
    changes = List.copyOf(changes);
  }

  public static Diff none() {
    return NONE;
  }

  /** Starts a comparison, field by field. */
  public static Comparison compare() {
    return new Comparison();
  }

  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /** The worst impact of any change; {@link Impact#NONE} for an empty diff. */
  public Impact impact() {
    return changes.stream().map(Change::impact).max(Comparator.naturalOrder()).orElse(Impact.NONE);
  }

  /** True if the named field differs. */
  public boolean touches(String field) {
    return changes.stream().anyMatch(change -> change.field().equals(field));
  }

  /** Collects the fields that differ. */
  public static final class Comparison {
    private final List<Change> changes = new ArrayList<>();

    private Comparison() {}

    /** Compares by {@link Objects#equals}. */
    public Comparison field(String name, Object wanted, Object found, Impact impact) {
      if (!Objects.equals(wanted, found)) {
        changes.add(new Change(name, text(found), text(wanted), impact));
      }
      return this;
    }

    /** A field that is known to differ, and whose values are not to be shown. */
    public Comparison hidden(String name, Impact impact) {
      changes.add(new Change(name, "(hidden)", "(hidden)", impact));
      return this;
    }

    private static String text(Object value) {
      return value instanceof Optional<?> maybe
          ? maybe.map(String::valueOf).orElse("nothing")
          : String.valueOf(value);
    }

    /** A field that can be changed without anybody noticing. */
    public Comparison field(String name, Object wanted, Object found) {
      return field(name, wanted, found, Impact.NONE);
    }

    /** A field that the cloud cannot change in place. */
    public Comparison fixed(String name, Object wanted, Object found) {
      return field(name, wanted, found, Impact.REPLACE);
    }

    public Diff done() {
      return changes.isEmpty() ? NONE : new Diff(changes);
    }
  }
}
