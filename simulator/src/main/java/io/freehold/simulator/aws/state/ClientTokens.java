package io.freehold.simulator.aws.state;

import io.freehold.simulator.aws.call.CallContext;
import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.aws.place.Location;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Which client tokens were used, for what: the same token and request give the same thing again,
 * another request is refused. Not safe by itself: used under the world's lock.
 */
public final class ClientTokens {
  private record Key(Location location, String action, String token) {}

  private record Use(SdkPojo request, String id) {}

  private final Map<Key, Use> uses = new HashMap<>();

  /**
   * The id of what this token made before, or makes now.
   *
   * @param token null where the caller gave none
   * @param exists whether the thing with this id is still there; a token outlives it in vain
   * @throws Refusal {@code IdempotentParameterMismatch} where the token came with another request
   */
  public String idOf(
      CallContext context,
      @Nullable String token,
      SdkPojo request,
      Predicate<String> exists,
      Supplier<String> make) {
    if (token == null) {
      return make.get();
    }
    Key key = new Key(context.location(), context.action(), token);
    Use use = uses.get(key);
    if (use != null && exists.test(use.id())) {
      if (!use.request().equalsBySdkFields(request)) {
        throw Refusal.of(
            "IdempotentParameterMismatch",
            "The client token '" + token + "' was used before with other parameters");
      }
      return use.id();
    }
    String id = make.get();
    uses.put(key, new Use(request, id));
    return id;
  }
}
