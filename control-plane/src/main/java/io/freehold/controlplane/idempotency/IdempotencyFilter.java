package io.freehold.controlplane.idempotency;

import io.freehold.controlplane.access.Caller;
import io.freehold.controlplane.secret.Sha256;
import io.freehold.controlplane.web.Answer;
import io.freehold.controlplane.web.Envelope;
import io.freehold.controlplane.web.Refusal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Runs a POST with an {@code Idempotency-Key} once. Only successes are kept; what was refused may
 * be tried again.
 *
 * <p>A request that only writes to our database runs in one transaction with the record of its
 * answer: either both are there or neither, whatever dies in between; a repeat waits for the first.
 *
 * <p>One that asks a cloud ({@link AsksCloud}) must not hold a connection meanwhile, or a few slow
 * ones leave none to anybody. Its key is claimed in a transaction, then it runs outside of any, and
 * its answer is kept in another one. Its effect and its answer are two writes, then: where a
 * control plane dies in between, the repeat finds by the claim's id ({@link MadeOnce}) what was
 * made, and answers with that. A repeat of one that still runs is refused with 409.
 */
@Component
@Order(IdempotencyFilter.ORDER)
final class IdempotencyFilter extends OncePerRequestFilter {
  /** After the rate limit. */
  static final int ORDER = 10;

  private static final String HEADER = "Idempotency-Key";
  private static final int LONGEST_KEY = 255;

  private final AnswerStore answers;
  private final ClaimStore claims;
  private final CloudRequests cloudRequests;
  private final TransactionTemplate transactions;
  private final KeptAnswer kept;
  private final Envelope envelope;
  private final Clock clock;

  IdempotencyFilter(
      AnswerStore answers,
      ClaimStore claims,
      CloudRequests cloudRequests,
      TransactionTemplate transactions,
      KeptAnswer kept,
      Envelope envelope,
      Clock clock) {
    this.answers = answers;
    this.claims = claims;
    this.cloudRequests = cloudRequests;
    this.transactions = transactions;
    this.kept = kept;
    this.envelope = envelope;
    this.clock = clock;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getMethod().equals("POST") || request.getHeader(HEADER) == null;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication == null
        || !(authentication.getPrincipal() instanceof Caller caller)
        || !mayPost(caller)) {
      chain.doFilter(request, response);
      return;
    }
    String key = request.getHeader(HEADER);
    try {
      if (key.isBlank() || key.length() > LONGEST_KEY) {
        throw Refusal.of(
            400,
            "invalid-idempotency-key",
            "Idempotency-Key: found %d characters, needed 1 to %d."
                .formatted(key.length(), LONGEST_KEY));
      }
      RepeatableRequest repeatable = RepeatableRequest.of(request);
      ContentCachingResponseWrapper buffer = new ContentCachingResponseWrapper(response);
      Optional<AnswerStore.Earlier> earlier =
          cloudRequests.has(request)
              ? apart(caller, key, repeatable, buffer, chain)
              : inTransaction(() -> once(caller, key, repeatable, buffer, chain), buffer);
      if (earlier.isPresent()) {
        kept.write(request, buffer, earlier.get());
      }
      buffer.copyBodyToResponse();
    } catch (Refusal refusal) {
      envelope.write(request, response, refusal);
    }
  }

  /** Who may not make such a request is not told what others were answered, either. */
  private static boolean mayPost(Caller caller) {
    return switch (caller) {
      case Caller.OrganizationKey key -> key.role().may("POST");
      case Caller.Operator operator -> true;
    };
  }

  private Optional<AnswerStore.Earlier> once(
      Caller caller,
      String key,
      RepeatableRequest request,
      ContentCachingResponseWrapper response,
      FilterChain chain)
      throws ServletException, IOException {
    Optional<AnswerStore.Earlier> earlier = claim(caller, key, request);
    if (earlier.isPresent()) {
      return earlier;
    }
    chain.doFilter(request, response);
    if (isSuccess(response)) {
      keep(caller, key, request, response);
    }
    return Optional.empty();
  }

  /** What has that key; empty if it is this request's now. */
  private Optional<AnswerStore.Earlier> claim(
      Caller caller, String key, RepeatableRequest request) {
    Optional<AnswerStore.Earlier> earlier =
        answers.claim(caller.scope(), key, hash(request), clock.instant());
    if (earlier.isPresent() && !Sha256.same(earlier.get().requestHash(), hash(request))) {
      throw Refusal.of(
          422,
          "idempotency-key-reused",
          "Idempotency-Key: found one that another request has used within 24 hours, needed a"
              + " new one.");
    }
    return earlier;
  }

  /** One that asks a cloud: no transaction is open while it runs. */
  private Optional<AnswerStore.Earlier> apart(
      Caller caller,
      String key,
      RepeatableRequest request,
      ContentCachingResponseWrapper response,
      FilterChain chain)
      throws ServletException, IOException {
    AtomicReference<ClaimStore.@Nullable Claim> ours = new AtomicReference<>();
    Optional<AnswerStore.Earlier> answered =
        Objects.requireNonNull(
            transactions.execute(status -> {
              Optional<AnswerStore.Earlier> earlier = claim(caller, key, request);
              if (earlier.isEmpty()) {
                ours.set(claims.begin(caller.scope(), key));
              } else if (earlier.get().answer() == null) {
                ours.set(
                    claims.takeOver(caller.scope(), key).orElseThrow(IdempotencyFilter::underWay));
                return Optional.<AnswerStore.Earlier>empty();
              }
              return earlier;
            }));
    ClaimStore.Claim claim = ours.get();
    if (claim == null) {
      return answered;
    }
    MadeOnce.set(request, claim.madeId());
    boolean ended = false;
    try {
      chain.doFilter(request, response);
      ended = true;
    } finally {
      if (ended && isSuccess(response)) {
        keep(caller, key, request, response);
      } else if (ended && response.getStatus() / 100 == 4) {
        claims.release(caller.scope(), key, claim);
      } else {
        claims.abandon(caller.scope(), key, claim);
      }
    }
    return Optional.empty();
  }

  private static Refusal underWay() {
    return Refusal.conflict(
        "idempotency-key-in-use",
        "Idempotency-Key: found one whose request is still under way, needed to wait for its end;"
            + " then make the same request again.");
  }

  private void keep(
      Caller caller,
      String key,
      RepeatableRequest request,
      ContentCachingResponseWrapper response) {
    List<String> secrets = Answer.secretsOf(request);
    answers.keep(
        caller.scope(), key, kept.without(secrets, response.getContentAsByteArray()), secrets);
  }

  private static boolean isSuccess(ContentCachingResponseWrapper response) {
    return response.getStatus() / 100 == 2;
  }

  private static String hash(RepeatableRequest request) {
    return request.getMethod()
        + " "
        + request.getRequestURI()
        + "?"
        + Objects.requireNonNullElse(request.getQueryString(), "")
        + " "
        + HexFormat.of().formatHex(Sha256.of(request.body()));
  }

  private Optional<AnswerStore.Earlier> inTransaction(
      Work work, ContentCachingResponseWrapper response) throws ServletException, IOException {
    try {
      return transactions.execute(status -> {
        try {
          Optional<AnswerStore.Earlier> earlier = work.run();
          if (!isSuccess(response)) {
            status.setRollbackOnly();
          }
          return earlier;
        } catch (ServletException | IOException e) {
          throw new Wrapped(e);
        }
      });
    } catch (Wrapped wrapped) {
      if (wrapped.getCause() instanceof IOException e) {
        throw e;
      }
      if (wrapped.getCause() instanceof ServletException e) {
        throw e;
      }
      throw wrapped;
    }
  }

  private interface Work {
    Optional<AnswerStore.Earlier> run() throws ServletException, IOException;
  }

  private static final class Wrapped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Wrapped(Exception cause) {
      super(cause);
    }
  }
}
