package io.freehold.simulator.aws.access;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects what one call asks of IAM. A call that names no resource asks about {@code *}.
 *
 * <pre>{@code
 * access.on(vpcArn).resourceTags(vpcTags);
 * access.on(subnetArn).requestTags(tags);
 * access.to("ec2:CreateTags", subnetArn).requestTags(tags).with("ec2:CreateAction", "CreateSubnet");
 * access.passRole(roleArn, "eks.amazonaws.com");
 * }</pre>
 */
public final class Access {
  private final String action;
  private final Map<String, Set<String>> shared;
  private final List<Question> questions = new ArrayList<>();

  /**
   * @param action the call's own, with its service: {@code ec2:CreateSubnet}
   * @param shared the context that every question carries
   */
  public Access(String action, Map<String, Set<String>> shared) {
    this.action = action;
    this.shared = Map.copyOf(shared);
  }

  /** Asks for the call's own action on this resource. */
  public Question on(String resourceArn) {
    return to(action, resourceArn);
  }

  /** Asks for another action that the call implies. */
  public Question to(String impliedAction, String resourceArn) {
    Question question = new Question(impliedAction, resourceArn);
    questions.add(question);
    return question;
  }

  /** Asks whether the role may be handed to that service. */
  public void passRole(String roleArn, String toService) {
    to("iam:PassRole", roleArn).with("iam:PassedToService", toService);
  }

  /** All that was asked; the call's action on {@code *} where nothing was. */
  public List<AccessRequest> requests() {
    if (questions.isEmpty()) {
      on("*");
    }
    return questions.stream().map(Question::request).toList();
  }

  /** One action on one resource, with its own condition context. */
  public final class Question {
    private final String asked;
    private final String resource;
    private final Map<String, Set<String>> context = new LinkedHashMap<>(shared);

    private Question(String asked, String resource) {
      this.asked = asked;
      this.resource = resource;
      // arn:partition:service:region:account:resource; S3's ARNs name no account.
      String[] parts = resource.split(":", 6);
      if (parts.length == 6 && !parts[4].isEmpty()) {
        with("aws:ResourceAccount", parts[4]);
      }
    }

    /** The tags that the resource carries already. */
    public Question resourceTags(Map<String, String> tags) {
      tags.forEach((key, value) -> {
        with("aws:ResourceTag/" + key, value);
        with(asked.substring(0, asked.indexOf(':')) + ":ResourceTag/" + key, value);
      });
      return this;
    }

    /** The tags that the request gives. */
    public Question requestTags(Map<String, String> tags) {
      tags.forEach((key, value) -> with("aws:RequestTag/" + key, value));
      return tagKeys(tags.keySet());
    }

    /** The tag keys that the request names. */
    public Question tagKeys(Set<String> keys) {
      if (!keys.isEmpty()) {
        context.put("aws:TagKeys", Set.copyOf(keys));
      }
      return this;
    }

    /** One more condition key. */
    public Question with(String key, String... values) {
      context.put(key, Set.of(values));
      return this;
    }

    private AccessRequest request() {
      return new AccessRequest(asked, resource, context);
    }
  }
}
