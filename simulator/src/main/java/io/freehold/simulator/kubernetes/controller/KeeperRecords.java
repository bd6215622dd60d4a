package io.freehold.simulator.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.controller.ClickHouseParts.Replica;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What Keeper knows of the replicas of clusters: which volume's databases and tables go by a
 * replica's name. The operator 0.0.2 drops the databases of replicas that are gone, and never their
 * tables. A replica that comes back with a volume of which Keeper knows nothing any more, or with
 * another than it knows, is of no use (<a
 * href="https://github.com/ClickHouse/clickhouse-operator/issues/334">source</a>); where the real
 * operator does not notice, this one says that databases are missing.
 */
final class KeeperRecords {
  private static final String FORGETTING = "SYSTEM DROP REPLICA";

  private final Map<String, Names> clusters = new HashMap<>();

  /** Volumes by the name of the replica. */
  private static final class Names {
    final Map<String, String> databases = new HashMap<>();
    final Map<String, String> tables = new HashMap<>();
    final Set<String> dropped = new HashSet<>();

    void drop(String replica) {
      String volume = databases.remove(replica);
      if (volume != null) {
        dropped.add(volume);
      }
    }
  }

  private Names of(ClickHouseParts parts) {
    return clusters.computeIfAbsent(
        parts.cluster().path("metadata").path("uid").asText(), uid -> new Names());
  }

  /** Puts replicas on record that are ready, and says whether all of them are of use. */
  boolean create(Round round, ClickHouseParts parts, List<Replica> up) {
    Names names = of(parts);
    boolean all = !up.isEmpty();
    for (Replica replica : up) {
      String volume = parts.volume(round, replica);
      String known = names.databases.get(replica.name());
      if (known == null
          && !names.dropped.contains(volume)
          && names.tables.getOrDefault(replica.name(), volume).equals(volume)) {
        names.databases.put(replica.name(), volume);
        names.tables.put(replica.name(), volume);
      } else {
        all &= volume.equals(known);
      }
    }
    return all;
  }

  /**
   * Drops the databases of replicas that are not wanted and are gone, by the word of the first one.
   * Where none is wanted, the first one still answers when the others are gone: it drops theirs.
   */
  boolean dropStale(Round round, ClickHouseParts parts, List<Replica> up) {
    Names names = of(parts);
    List<Replica> wanted = parts.replicas();
    if (wanted.isEmpty()) {
      String first = parts.name() + "-0-0";
      List.copyOf(names.databases.keySet()).stream()
          .filter(name -> !name.equals(first))
          .forEach(names::drop);
      return false;
    }
    if (!up.contains(wanted.getFirst())) {
      return false;
    }
    Set<String> alive =
        wanted.stream().map(Replica::name).collect(Collectors.toCollection(HashSet::new));
    boolean clean = true;
    for (String name : List.copyOf(names.databases.keySet())) {
      if (!alive.contains(name)) {
        boolean active = parts.existing(round).containsKey(name);
        clean &= !active;
        if (!active) {
          names.drop(name);
        }
      }
    }
    return clean;
  }

  /** Takes off the record what a job had a server forget. */
  void forgotten(Round round, ClickHouseParts parts) {
    for (ObjectNode job : round.list(Resources.JOBS, parts.namespace()).values()) {
      JsonNode container = job.at("/spec/template/spec/containers/0");
      if (Conditions.isTrue(job, "Complete")
          && container.path("command").toString().contains(FORGETTING)) {
        for (JsonNode variable : container.path("env")) {
          if (variable.path("name").asText().equals("REPLICAS")) {
            for (String index : variable.path("value").asText().split(" ")) {
              forget(of(parts), parts.name() + "-0-" + index);
            }
          }
        }
      }
    }
  }

  private static void forget(Names names, String replica) {
    names.drop(replica);
    names.tables.remove(replica);
  }
}
