package io.freehold.simulator.cloudformation.resource;

import java.util.function.Supplier;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/**
 * What a kind needs to handle one resource.
 *
 * @param iam as the caller of the stack's operation
 * @param accountId of the stack
 * @param generatedName a name of its own for a resource that was given none
 */
public record Handling(IamClient iam, String accountId, String generatedName) {

  /** The generated name, shortened where its kind takes no longer ones; its end tells it apart. */
  String generatedName(int longest) {
    int surplus = generatedName.length() - longest;
    if (surplus <= 0) {
      return generatedName;
    }
    int last = generatedName.lastIndexOf('-');
    return generatedName.substring(0, last - surplus) + generatedName.substring(last);
  }

  /** Reads back what was just made. */
  static <T> T settled(Supplier<T> read) {
    try {
      return read.get();
    } catch (NoSuchEntityException e) {
      throw new NotYet(e);
    }
  }

  /** Undoes something that may be undone already. */
  static void unlessGone(Runnable undoing) {
    try {
      undoing.run();
    } catch (NoSuchEntityException gone) {
      // That is what was wanted.
    }
  }
}
