package io.freehold.cli.verb;

import java.util.Optional;
import picocli.CommandLine.Option;

/** Makes sure that something that cannot be undone is meant. */
public final class Confirmation {
  @Option(names = "--yes", description = "Do not ask; needed where no person is there to be asked.")
  private boolean yes;

  /** Returns if it is meant. */
  public void require(Surroundings around, String what, String name, DataChoice data)
      throws Unusable {
    if (yes) {
      return;
    }
    Optional<String> answer =
        around
            .question()
            .ask(
                "Delete "
                    + what
                    + " "
                    + name
                    + ", its data "
                    + data.outcome()
                    + "? Type its name to go on: ");
    if (answer.isEmpty()) {
      throw new Unusable(
          "nobody is there to confirm that "
              + what
              + " "
              + name
              + " is to be deleted; add --yes if it is");
    }
    if (!answer.get().strip().equals(name)) {
      throw new Unusable("not deleted: found \"" + answer.get().strip() + "\", needed " + name);
    }
  }
}
