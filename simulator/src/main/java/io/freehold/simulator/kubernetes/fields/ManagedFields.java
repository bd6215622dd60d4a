package io.freehold.simulator.kubernetes.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.schema.Schema;
import io.freehold.simulator.kubernetes.status.Cause;
import io.freehold.simulator.kubernetes.status.Refusals;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Field ownership of one object: {@code metadata.managedFields}. Objects passed in are never
 * changed. What the simulated controllers write is owned by nobody, so that it conflicts with no
 * apply.
 */
public final class ManagedFields {
  /** Paths that belong to the API server itself. */
  private static final List<List<String>> SYSTEM =
      List.of(
          List.of("f:apiVersion"),
          List.of("f:kind"),
          List.of("f:metadata", "f:name"),
          List.of("f:metadata", "f:namespace"),
          List.of("f:metadata", "f:creationTimestamp"),
          List.of("f:metadata", "f:deletionTimestamp"),
          List.of("f:metadata", "f:deletionGracePeriodSeconds"),
          List.of("f:metadata", "f:selfLink"),
          List.of("f:metadata", "f:uid"),
          List.of("f:metadata", "f:generation"),
          List.of("f:metadata", "f:managedFields"),
          List.of("f:metadata", "f:resourceVersion"));

  private ManagedFields() {}

  /**
   * Who writes.
   *
   * @param manager the field manager's name
   * @param apiVersion the version in which the request speaks
   * @param subresource {@code status}, {@code scale} or empty
   * @param time RFC 3339, of now
   */
  public record Writer(String manager, String apiVersion, String subresource, String time) {}

  private record Key(String manager, String operation, String apiVersion, String subresource) {}

  private record Entry(String time, FieldSet fields) {}

  /** The result of {@link #apply}. */
  public record Applied(ObjectNode object, ArrayNode managedFields) {}

  /**
   * Server-side apply.
   *
   * @param live the object as it is, with its managed fields; empty where there is none
   * @param config what is applied
   * @param force take fields from other managers instead of refusing
   * @throws io.freehold.simulator.kubernetes.status.ApiException 409 where the configuration would
   *     change a field of another manager
   */
  public static Applied apply(
      Schema schema, ObjectNode live, ObjectNode config, Writer writer, boolean force) {
    Map<Key, Entry> entries = read(live);
    Key mine = new Key(writer.manager(), "Apply", writer.apiVersion(), writer.subresource());
    FieldSet wanted = ofConcern(Ownership.of(schema, config), writer);
    FieldSet before = takeOwn(entries, mine);
    ObjectNode merged = (ObjectNode) Merge.over(schema, live, config);
    Ownership.Difference difference = Ownership.between(schema, live, merged);
    FieldSet changed = difference.changed().without(SYSTEM);

    List<Cause> conflicts = new ArrayList<>();
    FieldSet others = FieldSet.EMPTY;
    for (Map.Entry<Key, Entry> other : entries.entrySet()) {
      FieldSet taken = other.getValue().fields().intersect(changed);
      if (!taken.isEmpty() && !force) {
        taken.paths().forEach(path -> conflicts.add(conflict(other.getKey(), path)));
      }
      FieldSet left = other.getValue().fields().minus(taken).minus(difference.removed());
      other.setValue(new Entry(other.getValue().time(), left));
      others = others.union(left);
    }
    if (!conflicts.isEmpty()) {
      throw Refusals.applyConflict(conflicts);
    }
    FieldSet kept = others.union(wanted);
    FieldSet dropped = before.minus(kept);
    ObjectNode result = dropped.isEmpty() ? merged : Merge.without(schema, merged, dropped, kept);
    String time =
        before.equals(wanted) && !entryTime(live, mine).isEmpty()
            ? entryTime(live, mine)
            : writer.time();
    entries.put(mine, new Entry(time, wanted));
    return new Applied(result, write(entries));
  }

  /**
   * The managed fields after an ordinary write, which takes every field that it changes.
   *
   * @param before the object as it was; empty for a create
   * @param after the object as it will be
   */
  public static ArrayNode update(
      Schema schema, ObjectNode before, ObjectNode after, Writer writer) {
    // Whoever sends other managed fields than there are sets them; an empty list clears them.
    JsonNode sent = after.path("metadata").path("managedFields");
    JsonNode had = before.path("metadata").path("managedFields");
    boolean set = sent.isArray() && !sent.equals(had);
    Map<Key, Entry> entries = set ? read(after) : read(before);
    Ownership.Difference difference = Ownership.between(schema, before, after);
    FieldSet changed = ofConcern(difference.changed(), writer);
    FieldSet removed = difference.removed();
    Key mine = new Key(writer.manager(), "Update", writer.apiVersion(), writer.subresource());
    entries.replaceAll((key, entry) ->
        key.equals(mine)
            ? entry
            : new Entry(entry.time(), entry.fields().minus(changed).minus(removed)));
    Entry own = entries.get(mine);
    FieldSet owned = own == null ? FieldSet.EMPTY : own.fields();
    FieldSet now = owned.union(changed).minus(removed);
    if (own == null || !now.equals(owned)) {
      entries.put(mine, new Entry(writer.time(), now));
    }
    return write(entries);
  }

  /** A write to the status subresource speaks of the status only, any other of all the rest. */
  private static FieldSet ofConcern(FieldSet fields, Writer writer) {
    FieldSet own = fields.without(SYSTEM);
    return writer.subresource().equals("status")
        ? own.only("f:status").union(own.only("f:metadata"))
        : own;
  }

  private static FieldSet takeOwn(Map<Key, Entry> entries, Key mine) {
    Entry entry = entries.remove(mine);
    FieldSet own = entry == null ? FieldSet.EMPTY : entry.fields();
    // The same manager may have applied in another version of the kind before.
    for (Key key : List.copyOf(entries.keySet())) {
      if (key.manager().equals(mine.manager())
          && key.operation().equals("Apply")
          && key.subresource().equals(mine.subresource())) {
        Entry older = entries.remove(key);
        own = older == null ? own : own.union(older.fields());
      }
    }
    return own;
  }

  private static Cause conflict(Key other, String path) {
    String part =
        other.subresource().isEmpty() ? "" : " with subresource \"" + other.subresource() + "\"";
    return new Cause(
        "FieldManagerConflict",
        "conflict with \"" + other.manager() + "\"" + part + " using " + other.apiVersion(),
        path);
  }

  private static String entryTime(ObjectNode live, Key key) {
    Entry entry = read(live).get(key);
    return entry == null ? "" : entry.time();
  }

  private static Map<Key, Entry> read(ObjectNode object) {
    Map<Key, Entry> entries = new LinkedHashMap<>();
    for (JsonNode one : object.path("metadata").path("managedFields")) {
      if (one.hasNonNull("manager")) {
        Key key =
            new Key(
                one.path("manager").asText(),
                one.path("operation").asText("Update"),
                one.path("apiVersion").asText(),
                one.path("subresource").asText(""));
        FieldSet fields = FieldSet.fromJson(one.get("fieldsV1"));
        entries.put(key, new Entry(one.path("time").asText(""), fields));
      }
    }
    return entries;
  }

  private static ArrayNode write(Map<Key, Entry> entries) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    entries.forEach((key, entry) -> {
      if (!entry.fields().isEmpty()) {
        ObjectNode one = list.addObject();
        one.put("manager", key.manager()).put("operation", key.operation());
        one.put("apiVersion", key.apiVersion()).put("time", entry.time());
        one.put("fieldsType", "FieldsV1");
        one.set("fieldsV1", entry.fields().toJson());
        if (!key.subresource().isEmpty()) {
          one.put("subresource", key.subresource());
        }
      }
    });
    return list;
  }
}
