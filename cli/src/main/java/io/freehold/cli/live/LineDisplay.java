package io.freehold.cli.live;

import io.freehold.protocol.infrastructure.Resource;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;

/**
 * One plain line for each thing that changed: for logs, pipes and screen readers. Each begins with
 * how long the present work has taken, as the control plane counts it: a demo's clock is far ahead
 * of ours by the time when we first hear of it.
 */
public final class LineDisplay implements Display {
  private final PrintWriter out;
  private String phase = "";

  public LineDisplay(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void update(LiveTree tree, List<LiveTree.Step> steps, Instant now) {
    String time = "%8s".formatted(Spans.text(tree.elapsed(now)));
    for (LiveTree.Step step : steps) {
      if (!(step.before() == null && Stage.of(step.after()) == Stage.WAITING)) {
        out.println(time + "  " + text(step));
      }
    }
    if (!phase.equals(tree.phase())) {
      phase = tree.phase();
      out.println(time + "  " + phase);
    }
    out.flush();
  }

  @Override
  public void note(String text) {
    if (!text.isEmpty()) {
      out.println("          " + text);
      out.flush();
    }
  }

  @Override
  public void close() {
    out.flush();
  }

  private static String text(LiveTree.Step step) {
    Resource resource = step.after();
    StringBuilder line = new StringBuilder(resource.node()).append(' ').append(resource.state());
    if (step.took() != null) {
      line.append(" after ").append(Spans.text(step.took()));
    }
    if (resource.externalId() != null && Stage.of(resource) == Stage.DONE) {
      line.append("  ").append(resource.externalId());
    }
    if (resource.message() != null && Stage.of(resource) == Stage.STUCK) {
      line.append(": ").append(resource.message());
    }
    return line.toString();
  }
}
