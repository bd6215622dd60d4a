package io.freehold.controlplane.usage;

import io.freehold.controlplane.web.Answer;
import io.freehold.controlplane.web.Refusal;
import io.freehold.protocol.Success;
import io.freehold.protocol.usage.UsageCost;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /usageCost} of the public API. */
@RestController
@RequestMapping("/v1/organizations/{organizationId}/usageCost")
class UsageApi {
  private static final int MOST_DAYS = 31;

  /**
   * Nothing: usage is not metered yet, and so nothing is charged.
   *
   * @param to the last day that counts
   * @param filter {@code tag:key=value} or {@code tag:key}
   */
  @GetMapping
  Success<UsageCost> get(
      @PathVariable UUID organizationId,
      @RequestParam("from_date") @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate from,
      @RequestParam("to_date") @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate to,
      @RequestParam(required = false) @Nullable List<String> filter) {
    long days = ChronoUnit.DAYS.between(from, to) + 1;
    if (days < 1 || days > MOST_DAYS) {
      throw Refusal.parameter(
          "to_date", to.toString(), "from_date, " + from + ", or up to 30 days after it");
    }
    if (filter != null) {
      for (String one : filter) {
        if (!one.startsWith("tag:")) {
          throw Refusal.parameter("filter", one, "tag:key=value or tag:key");
        }
      }
    }
    return Answer.of(new UsageCost(BigDecimal.ZERO, List.of()));
  }
}
