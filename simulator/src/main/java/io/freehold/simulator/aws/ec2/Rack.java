package io.freehold.simulator.aws.ec2;

import io.freehold.simulator.aws.World;
import io.freehold.simulator.aws.access.Access;
import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.aws.place.Location;
import io.freehold.simulator.aws.state.LiveResource;
import io.freehold.simulator.aws.state.Page;
import io.freehold.simulator.aws.state.Shelf;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Tag;

/** All things of one kind in one account and region. */
final class Rack<T> {
  private static final int MOST_ON_A_PAGE = 1000;

  private final World world;
  private final Location location;
  private final Kind<T> kind;
  private final Shelf<T> shelf;
  private final UnaryOperator<T> view;
  private final Predicate<T> live;

  /**
   * @param view completes a thing for a reader with what follows from other things
   * @param live whether it counts as there
   */
  Rack(World world, Location location, Kind<T> kind, UnaryOperator<T> view, Predicate<T> live) {
    this.world = world;
    this.location = location;
    this.kind = kind;
    this.shelf = world.shelf();
    this.view = view;
    this.live = live;
  }

  Shelf<T> shelf() {
    return shelf;
  }

  Kind<T> kind() {
    return kind;
  }

  String newId() {
    return world.ids().next(location, kind.prefix());
  }

  String arn(String id) {
    return location.arn("ec2", kind.type() + "/" + id);
  }

  /** Everything that there is in truth. */
  Collection<T> all() {
    return shelf.actual().values();
  }

  /** How many there are in truth. */
  long count(Predicate<T> condition) {
    return all().stream().filter(condition).count();
  }

  /**
   * The thing that a call names.
   *
   * @throws Refusal where the id is missing, unknown, or too new to be found
   */
  T get(@Nullable String id) {
    if (id == null) {
      throw Refusal.of(
          "MissingParameter",
          "The request must contain the parameter " + kind.type().replace("-", "") + "Id");
    }
    return shelf.known(id).orElseThrow(() -> kind.notFound().apply(id));
  }

  List<Tag> tags(String id) {
    return kind.tags().apply(get(id));
  }

  void setTags(String id, UnaryOperator<List<Tag>> change) {
    shelf.change(id, it -> kind.withTags().apply(it, change.apply(kind.tags().apply(it))));
  }

  /** Asks for the call's action on a thing that exists. */
  Access.Question ask(Access access, @Nullable String id) {
    T it = get(id);
    Access.Question question =
        access.on(arn(String.valueOf(id))).resourceTags(Tags.map(kind.tags().apply(it)));
    kind.vpc()
        .apply(it)
        .forEach(vpc -> question.with("ec2:Vpc", location.arn("ec2", "vpc/" + vpc)));
    return question;
  }

  /** Asks for the creation of a thing, and for its tags, which is an action of its own. */
  void askNew(Access access, String call, List<Tag> tags) {
    access.on(arn("*")).requestTags(Tags.map(tags));
    askTags(access, call, tags);
  }

  /** Asks for tags that come with a creating call. */
  void askTags(Access access, String call, List<Tag> tags) {
    if (!tags.isEmpty()) {
      access
          .to("ec2:CreateTags", arn("*"))
          .requestTags(Tags.map(tags))
          .with("ec2:CreateAction", call);
    }
  }

  /** What a describe call shows. */
  Page<T> describe(Query query) {
    for (String id : query.ids()) {
      if (shelf.seen(id).isEmpty()) {
        throw kind.notFound().apply(id);
      }
    }
    List<Condition> conditions = query.filters().stream().map(Rack::condition).toList();
    List<T> found = new ArrayList<>();
    shelf
        .seen()
        .forEach((id, it) -> {
          T shown = view.apply(it);
          if ((query.ids().isEmpty() || query.ids().contains(id))
              && conditions.stream().allMatch(condition -> matches(condition, shown))) {
            found.add(shown);
          }
        });
    return Page.of(
        found,
        query.maxResults(),
        MOST_ON_A_PAGE,
        query.nextToken(),
        () -> Refusal.of("InvalidPaginationToken", "The pagination token is not valid."));
  }

  /** What a reader is shown of one thing. */
  T shown(String id) {
    return view.apply(shelf.actual(id).orElseThrow(() -> kind.notFound().apply(id)));
  }

  Stream<LiveResource> live() {
    return resources(shelf.actual());
  }

  Stream<LiveResource> seen() {
    return resources(shelf.seen());
  }

  private Stream<LiveResource> resources(Map<String, T> things) {
    return things.entrySet().stream()
        .filter(entry -> live.test(entry.getValue()))
        .map(entry ->
            new LiveResource(
                kind.name(),
                entry.getKey(),
                arn(entry.getKey()),
                location.region(),
                Tags.map(kind.tags().apply(entry.getValue()))));
  }

  private boolean matches(Condition condition, T it) {
    return values(condition.name(), it).anyMatch(condition.value());
  }

  private Stream<String> values(String name, T it) {
    List<Tag> tags = kind.tags().apply(it);
    if (name.startsWith("tag:")) {
      String key = name.substring("tag:".length());
      return tags.stream().filter(tag -> tag.key().equals(key)).map(Tag::value);
    }
    if (name.equals("tag-key")) {
      return tags.stream().map(Tag::key);
    }
    Function<T, Stream<String>> values = kind.filters().get(name);
    if (values == null) {
      throw new UnsupportedOperationException(
          "filter: found '"
              + name
              + "' for "
              + kind.name()
              + ", which is not simulated; needed tag:<key>, tag-key or one of "
              + kind.filters().keySet());
    }
    return values.apply(it);
  }

  /** Whether a value is one of a filter's. */
  static boolean fits(List<String> wanted, String value) {
    return wanted.stream().anyMatch(one -> likeness(one).test(value));
  }

  /** A filter, made ready to be held against many things. */
  private record Condition(String name, Predicate<String> value) {}

  private static Condition condition(Filter filter) {
    Predicate<String> any =
        filter.values().stream().map(Rack::likeness).reduce(Predicate::or).orElse(value -> false);
    return new Condition(filter.name(), any);
  }

  /** A filter's value, in which {@code *} and {@code ?} stand for others. */
  private static Predicate<String> likeness(String wanted) {
    if (!wanted.contains("*") && !wanted.contains("?")) {
      return wanted::equals;
    }
    String regex = Pattern.quote(wanted).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
    return Pattern.compile(regex, Pattern.DOTALL).asMatchPredicate();
  }
}
