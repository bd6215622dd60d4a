package io.freehold.aws.session;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Stands between a session and its clients, and is told of every call before it is made. */
@FunctionalInterface
public interface CallWatch {
  /** Lets every call through. */
  CallWatch NONE = call -> {};

  /**
   * A call is about to be made; what this throws keeps it from being made, and is thrown to whoever
   * wanted to make it.
   */
  void before(Call call);

  /**
   * It was made.
   *
   * @param thrown what came instead of an answer
   */
  default void after(Call call, Optional<RuntimeException> thrown) {}

  /**
   * One call to AWS.
   *
   * @param service as IAM calls it: {@code ec2}
   * @param operation as the API calls it: {@code CreateVpc}
   */
  record Call(String service, String operation) {
    private static final Pattern READ =
        Pattern.compile("(?:Describe|Get|Head|List|Lookup|Search|Simulate)[A-Z].*");

    static Call of(String serviceName, String method) {
      return new Call(
          // The one service whose name is not that of its actions.
          serviceName.equals("tagging") ? "tag" : serviceName,
          method.substring(0, 1).toUpperCase(Locale.ROOT) + method.substring(1));
    }

    /** Whether it may change something. */
    public boolean isWrite() {
      return !READ.matcher(operation).matches();
    }

    /** {@code ec2:CreateVpc}. */
    public String action() {
      return service + ":" + operation;
    }
  }
}
