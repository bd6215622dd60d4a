package io.freehold.controlplane.apicall;

import io.freehold.controlplane.web.Answer;
import io.freehold.controlplane.web.Paging;
import io.freehold.kernel.queue.Lease;
import io.freehold.kernel.resource.Owner;
import io.freehold.protocol.Page;
import io.freehold.protocol.infrastructure.ApiCall;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The calls to AWS that were made for infrastructures. */
@Component
public class ApiCalls {
  private static final int AT_ONCE = 100;

  private final ApiCallStore store;
  private final Clock clock;

  ApiCalls(ApiCallStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Watches the calls of one pass, until it is closed.
   *
   * @param owner whose graph is passed over: the infrastructure's or a service's in it
   * @param lease looked at before every call that may change something
   */
  public PassCalls pass(UUID infrastructureId, Owner owner, Lease lease) {
    return new PassCalls(store, clock, infrastructureId, owner, lease);
  }

  /** One page, the latest first; the caller sees to it that the infrastructure may be seen. */
  public Page<ApiCall> list(UUID infrastructureId, Paging paging) {
    int limit = paging.limitOr(AT_ONCE);
    List<ApiCall> found = store.before(infrastructureId, number(paging), limit + 1);
    boolean more = found.size() > limit;
    List<ApiCall> page = more ? found.subList(0, limit) : found;
    return Answer.page(page, more ? Paging.cursor(page.getLast().id()) : null);
  }

  private static long number(Paging paging) {
    if (paging.cursor() == null) {
      return Long.MAX_VALUE;
    }
    String number = paging.position();
    if (!number.matches("[0-9]{1,18}")) {
      throw paging.noCursor();
    }
    return Long.parseLong(number);
  }
}
