package io.freehold.controlplane.member;

import io.freehold.model.violation.Violations;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of a mailbox, which tells people apart.
 *
 * @param value in lower case, as the public API has it
 */
public record EmailAddress(String value) {
  /**
   * The form that RFC 5321 has without quoted names, address literals and domains of one word,
   * which no provider of mailboxes gives out.
   */
  private static final Pattern FORM =
      Pattern.compile(
          "(?=.{3,254}$)(?=[^@]{1,64}@)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
              + "@[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+");

  public EmailAddress {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("found '" + value + "', needed an e-mail address");
    }
    value = value.toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a field of a request; a mistake becomes a violation {@code email-malformed}, and nothing
   * is none.
   */
  public static Optional<EmailAddress> read(
      String field, @Nullable String text, Violations violations) {
    if (text == null) {
      return Optional.empty();
    }
    if (FORM.matcher(text).matches()) {
      return Optional.of(new EmailAddress(text));
    }
    violations.add(field, "email-malformed", "'" + text + "'", "an e-mail address");
    return Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
