package io.freehold.kernel.ledger;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A ledger that lives as long as its process: for plans, tests and benchmarks. */
public final class InMemoryLedger implements CreationLedger {
  private final Map<String, LedgerEntry> byNode = new ConcurrentHashMap<>();

  @Override
  public List<LedgerEntry> entries() {
    return List.copyOf(byNode.values());
  }

  @Override
  public void put(LedgerEntry entry) {
    byNode.put(entry.node(), entry);
  }

  @Override
  public void forget(String node) {
    byNode.remove(node);
  }
}
