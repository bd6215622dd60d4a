package io.freehold.cli.live;

import io.freehold.protocol.infrastructure.Progress;
import io.freehold.protocol.infrastructure.Resource;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * How a tree is drawn: a title, an area per part of the infrastructure with its resources, and one
 * progress bar. Never wider than {@code width}, nor higher than {@code height}: where there is too
 * much to show, what is done folds first, then what waits, then what is under way; what is stuck
 * folds last.
 */
public final class TreePicture {
  private static final int NARROWEST = 60;
  private static final int WIDEST = 120;
  private static final int STATE = 10;
  private static final int TIME = 16;
  private static final int BAR = 12;

  private final int width;
  private final int height;
  private final Glyphs glyphs;
  private final Paint paint;

  /** How much of an area is listed; the rest is folded into one line. */
  private record Detail(boolean done, boolean waiting, int active) {}

  private static final List<Detail> FROM_MOST_TO_LEAST =
      List.of(
          new Detail(true, true, Integer.MAX_VALUE),
          new Detail(false, true, Integer.MAX_VALUE),
          new Detail(false, false, Integer.MAX_VALUE),
          new Detail(false, false, 8),
          new Detail(false, false, 4),
          new Detail(false, false, 2),
          new Detail(false, false, 1),
          new Detail(false, false, 0));

  private TreePicture(int width, int height, Glyphs glyphs, Paint paint) {
    this.width = Math.clamp(width, NARROWEST, WIDEST);
    this.height = Math.max(height, 8);
    this.glyphs = glyphs;
    this.paint = paint;
  }

  /** For a terminal of this many columns and lines. */
  public static TreePicture forTerminal(int width, int height, Charset charset, boolean colours) {
    return new TreePicture(width, height, Glyphs.in(charset), colours ? Paint.ANSI : Paint.NONE);
  }

  /** The whole tree as plain text, as wide as a page. */
  public static TreePicture wholeText(Charset charset) {
    return new TreePicture(80, Integer.MAX_VALUE, Glyphs.in(charset), Paint.NONE);
  }

  List<String> draw(Snapshot snapshot) {
    List<String> lines = List.of();
    for (Detail detail : FROM_MOST_TO_LEAST) {
      lines = draw(snapshot, detail);
      if (lines.size() <= height) {
        return lines;
      }
    }
    List<String> cut = new ArrayList<>(lines.subList(0, height - 2));
    cut.addAll(lines.subList(lines.size() - 2, lines.size()));
    return cut;
  }

  private List<String> draw(Snapshot snapshot, Detail detail) {
    List<String> lines = new ArrayList<>();
    lines.add(" " + paint.strong(snapshot.title()) + "  " + snapshot.phase());
    lines.add("");
    for (Map.Entry<Area, List<Resource>> area : snapshot.byArea().entrySet()) {
      lines.add(areaLine(snapshot, area.getKey(), area.getValue()));
      lines.addAll(rows(snapshot, area.getValue(), detail));
    }
    lines.add("");
    lines.add(footer(snapshot));
    return lines;
  }

  private String areaLine(Snapshot snapshot, Area area, List<Resource> resources) {
    Stage stage =
        resources.stream().map(snapshot::stage).min(Comparator.naturalOrder()).orElse(Stage.DONE);
    long finished = resources.stream().filter(snapshot::finished).count();
    if (stage == Stage.WAITING && finished > 0) {
      stage =
          Stage.ACTIVE; // Some of it is done and the rest will come: the area as a whole is on its
      // way.
    }
    String count = finished + "/" + resources.size();
    Duration longest =
        resources.stream()
            .map(r -> snapshot.took().getOrDefault(r.node(), Duration.ZERO))
            .max(Comparator.naturalOrder())
            .orElse(Duration.ZERO);
    boolean showTime = finished == resources.size() && !longest.isZero();
    String right = showTime ? "longest " + Spans.text(longest) : "";
    String title = area.title();
    String left = pad(title, 24) + padLeft(count, 7);
    return " "
        + paint.of(stage, glyphs.of(stage))
        + " "
        + paint.strong(left)
        + paint.faint(padLeft(right, width - 4 - left.length()));
  }

  private List<String> rows(Snapshot snapshot, List<Resource> resources, Detail detail) {
    List<String> rows = new ArrayList<>();
    List<Resource> active = in(snapshot, Stage.ACTIVE, resources);
    List<Resource> waiting = in(snapshot, Stage.WAITING, resources);
    in(snapshot, Stage.STUCK, resources).forEach(r -> rows.addAll(stuckRows(r)));
    active.stream()
        .limit(detail.active())
        .forEach(r -> rows.addAll(activeRows(snapshot, r, detail.waiting())));
    if (active.size() > detail.active()) {
      rows.add(folded(Stage.ACTIVE, (active.size() - detail.active()) + " more under way"));
    }
    if (detail.waiting() || waiting.size() == 1) {
      waiting.forEach(r -> rows.add(waitingRow(snapshot, r)));
    } else if (!waiting.isEmpty()) {
      rows.add(folded(Stage.WAITING, waiting.size() + " wait" + waitingFor(snapshot, waiting)));
    }
    if (detail.done()) {
      in(snapshot, Stage.DONE, resources).forEach(r -> rows.add(finishedRow(snapshot, r)));
      in(snapshot, Stage.GONE, resources).forEach(r -> rows.add(finishedRow(snapshot, r)));
    }
    List<String> branches = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      String branch = i == rows.size() - 1 ? glyphs.lastBranch() : glyphs.branch();
      branches.add("   " + paint.faint(branch) + " " + rows.get(i));
    }
    return branches;
  }

  /** What most of them wait for, in a few words. */
  private String waitingFor(Snapshot snapshot, List<Resource> waiting) {
    List<String> blockers =
        waiting.stream()
            .flatMap(r -> snapshot.blockers(r).stream())
            .filter(node -> waiting.stream().noneMatch(r -> r.node().equals(node)))
            .distinct()
            .toList();
    if (blockers.isEmpty()) {
      return "";
    }
    String text = " for " + blockers.getFirst();
    return blockers.size() == 1 ? text : text + " and " + (blockers.size() - 1) + " more";
  }

  private List<String> activeRows(Snapshot snapshot, Resource resource, boolean withMessage) {
    Duration age = snapshot.age(resource);
    Long expected = resource.secondsExpected();
    String time = Spans.text(age);
    String bar = "";
    if (expected != null && expected > 0) {
      time += " of ~" + Spans.text(Duration.ofSeconds(expected));
      bar = bar(age.toMillis() / 1000.0 / expected, BAR);
    }
    String row =
        mark(Stage.ACTIVE)
            + name(resource)
            + pad(resource.state(), STATE)
            + " "
            + padLeft(time, TIME)
            + " "
            + bar;
    String message = resource.message();
    if (!withMessage || message == null || message.isEmpty()) {
      return List.of(row);
    }
    return List.of(row, "  " + paint.faint(cut(message, width - 9)));
  }

  private String waitingRow(Snapshot snapshot, Resource resource) {
    List<String> blockers = snapshot.blockers(resource);
    String message = resource.message() == null ? "" : resource.message();
    String reason = blockers.isEmpty() ? message : "for " + String.join(", ", blockers);
    // "blocked" would read as if a person had to do something; it waits for another resource.
    String state = resource.state().equals("blocked") ? "waits" : resource.state();
    return mark(Stage.WAITING)
        + paint.faint(name(resource) + pad(state, STATE) + " " + cut(reason, TIME + 1 + BAR));
  }

  private String finishedRow(Snapshot snapshot, Resource resource) {
    Duration took = snapshot.took().get(resource.node());
    return mark(snapshot.stage(resource))
        + name(resource)
        + pad(resource.state(), STATE)
        + " "
        + padLeft(took == null ? "" : Spans.text(took), TIME);
  }

  private List<String> stuckRows(Resource resource) {
    String message = resource.message();
    String text = message == null ? "" : message;
    String head =
        mark(Stage.STUCK) + name(resource) + paint.of(Stage.STUCK, pad(resource.state(), STATE));
    if (text.length() <= TIME + BAR + 1) {
      return List.of(head + " " + text);
    }
    List<String> rows = new ArrayList<>(List.of(head));
    for (String line : wrap(text, width - 9)) {
      rows.add("  " + line);
    }
    return rows;
  }

  private String folded(Stage stage, String text) {
    String shown = cut(glyphs.more() + " " + text, width - 6);
    return stage == Stage.WAITING ? paint.faint(shown) : paint.of(stage, shown);
  }

  /**
   * The bar follows time where that is known: most of the work is one thing that takes ten minutes.
   */
  private String footer(Snapshot snapshot) {
    long finished = snapshot.resources().stream().filter(snapshot::finished).count();
    Progress progress = snapshot.progress();
    long ready = progress == null ? finished : progress.ready();
    long total = progress == null ? snapshot.resources().size() : progress.total();
    double share = total == 0 ? 0 : (double) ready / total;
    String times = "";
    if (progress != null) {
      Duration elapsed = snapshot.elapsed(progress);
      times = Spans.text(elapsed);
      if (progress.secondsExpected() > 0) {
        times += " of ~" + Spans.text(Duration.ofSeconds(progress.secondsExpected()));
        if (ready < total) {
          share = Math.min(0.99, (double) elapsed.toSeconds() / progress.secondsExpected());
        }
      }
    }
    String text =
        padLeft(Math.round(Math.floor(share * 100)) + " %", 6)
            + "   "
            + ready
            + "/"
            + total
            + "   "
            + times;
    int length = Math.max(10, width - 2 - text.length());
    return " " + bar(share, length) + text;
  }

  private String bar(double share, int length) {
    int full = (int) Math.floor(Math.clamp(share, 0, 1) * length);
    return paint.of(Stage.ACTIVE, glyphs.full().repeat(full))
        + paint.faint(glyphs.rest().repeat(length - full));
  }

  private String mark(Stage stage) {
    return paint.of(stage, glyphs.of(stage)) + " ";
  }

  private String name(Resource resource) {
    int space = width - 7 - (STATE + 1 + TIME + 1 + BAR) - 1;
    return pad(cut(Area.shortName(resource), space), space + 1);
  }

  private static List<Resource> in(Snapshot snapshot, Stage stage, List<Resource> resources) {
    return resources.stream().filter(r -> snapshot.stage(r) == stage).toList();
  }

  private String cut(String text, int space) {
    return text.length() <= space ? text : text.substring(0, space - 1) + glyphs.more();
  }

  private static String pad(String text, int space) {
    return text + " ".repeat(Math.max(0, space - text.length()));
  }

  private static String padLeft(String text, int space) {
    return " ".repeat(Math.max(0, space - text.length())) + text;
  }

  private static List<String> wrap(String text, int space) {
    List<String> lines = new ArrayList<>();
    String rest = text.strip();
    while (rest.length() > space) {
      int end = rest.lastIndexOf(' ', space);
      end = end <= 0 ? space : end;
      lines.add(rest.substring(0, end));
      rest = rest.substring(end).strip();
    }
    lines.add(rest);
    return lines;
  }
}
