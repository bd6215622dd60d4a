package io.freehold.cli.verb;

/** What becomes of data when that which holds it is deleted; spelled as on the wire. */
public enum DataChoice {
  retain("kept"),
  delete("deleted with it");

  private final String outcome;

  DataChoice(String outcome) {
    this.outcome = outcome;
  }

  /** How it ends for the data, in words. */
  public String outcome() {
    return outcome;
  }
}
