package io.freehold.cli.live;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Draws the tree in place on a terminal that understands ANSI sequences. */
public final class ScreenDisplay implements Display {
  private static final String HIDE_CURSOR = "\u001b[?25l";
  private static final String SHOW_CURSOR = "\u001b[?25h";
  private static final String CLEAR_LINE = "\u001b[2K";
  private static final String CLEAR_BELOW = "\u001b[J";

  private final PrintWriter out;
  private final Supplier<TerminalSize> size;
  private final Charset charset;
  private final boolean colours;
  private final Thread restore;
  private int drawn;
  private String note = "";

  /**
   * Takes the terminal over until {@link #close}.
   *
   * @param size asked for every picture, so that a resized window is filled
   */
  public ScreenDisplay(
      PrintWriter out, Supplier<TerminalSize> size, Charset charset, boolean colours) {
    this.out = out;
    this.size = size;
    this.charset = charset;
    this.colours = colours;
    this.restore = new Thread(this::showCursor, "show the cursor again");
    Runtime.getRuntime().addShutdownHook(restore);
    out.print(HIDE_CURSOR);
  }

  @Override
  public void update(LiveTree tree, List<LiveTree.Step> steps, Instant now) {
    TerminalSize space = size.get();
    List<String> lines =
        new ArrayList<>(
            tree.render(
                now,
                TreePicture.forTerminal(space.columns(), space.lines() - 2, charset, colours)));
    if (!note.isEmpty()) {
      lines.add(" " + note);
    }
    StringBuilder frame = new StringBuilder();
    if (drawn > 0) {
      frame.append("\u001b[").append(drawn).append('A').append('\r');
    }
    for (String line : lines) {
      frame.append(CLEAR_LINE).append(line).append('\n');
    }
    frame.append(CLEAR_BELOW);
    out.print(frame);
    out.flush();
    drawn = lines.size();
  }

  @Override
  public void note(String text) {
    note = text;
  }

  @Override
  public void close() {
    showCursor();
    try {
      Runtime.getRuntime().removeShutdownHook(restore);
    } catch (IllegalStateException alreadyEnding) {
      // The hook shows the cursor once more, which changes nothing.
    }
  }

  private void showCursor() {
    out.print(SHOW_CURSOR);
    out.flush();
  }
}
