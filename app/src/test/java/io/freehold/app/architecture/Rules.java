package io.freehold.app.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The rules of the architecture, for classes below a root package: the real ones, or those that
 * break each rule on purpose, so that it is known that the rule bites.
 */
final class Rules {
  private static final Pattern FORBIDDEN_WORD =
      Pattern.compile("(Utils?|Helpers?|Manager|Impl|Base|Common)(?![a-z])");
  private static final Pattern FORBIDDEN_PACKAGE =
      Pattern.compile("(?:^|\\.)(utils?|helpers?|managers?|impl|base|common)(?:\\.|$)");

  /**
   * What must not be called outside {@code main} and wiring: whoever needs time is given a clock.
   */
  private static final Map<String, Set<String>> TIME =
      Map.of(
          "java.lang.Thread", Set.of("sleep"),
          "java.util.concurrent.TimeUnit", Set.of("sleep"),
          "java.lang.System", Set.of("currentTimeMillis"),
          "java.time.Clock",
              Set.of(
                  "systemUTC",
                  "systemDefaultZone",
                  "system",
                  "tickSeconds",
                  "tickMinutes",
                  "tickMillis"),
          "java.time.InstantSource", Set.of("system"));

  private static final Set<String> NOW_WITHOUT_A_CLOCK =
      Set.of(
          "java.time.Instant",
          "java.time.LocalDate",
          "java.time.LocalDateTime",
          "java.time.LocalTime",
          "java.time.ZonedDateTime",
          "java.time.OffsetDateTime",
          "java.time.YearMonth");

  private final String root;

  Rules(String root) {
    this.root = root;
  }

  /** All of them by name, in the order of the architecture's list. */
  Map<String, ArchRule> all() {
    Map<String, ArchRule> rules = new LinkedHashMap<>();
    rules.put("the kernel sees the JDK only", sees("kernel", List.of(), List.of()));
    rules.put("the model sees the JDK only", sees("model", List.of(), List.of()));
    rules.put("the protocol sees no other module", modules("protocol", List.of()));
    rules.put(
        "the command line client sees the protocol only",
        sees("cli", List.of("protocol"), List.of("picocli..", "tools.jackson..")));
    rules.put("agents see the protocol only", modules("agents", List.of("protocol")));
    rules.put("aws sees kernel and model only", modules("aws", List.of("kernel", "model")));
    rules.put(
        "kubernetes sees kernel and model only", modules("kubernetes", List.of("kernel", "model")));
    rules.put(
        "the simulator sees kernel and model only",
        modules("simulator", List.of("kernel", "model")));
    rules.put(
        "nothing but the app sees the simulator",
        onlyIn(List.of("simulator", "app"), root + ".simulator.."));
    rules.put("nothing sees the app", onlyIn(List.of("app"), root + ".app.."));
    rules.put(
        "Spring only in the control plane",
        onlyIn(List.of("controlplane"), "org.springframework..", "org.springdoc.."));
    rules.put(
        "AWS SDK only in aws, simulator and agents",
        onlyIn(List.of("aws", "simulator", "agents"), "software.amazon.awssdk.."));
    rules.put(
        "fabric8 only in kubernetes and simulator",
        onlyIn(List.of("kubernetes", "simulator"), "io.fabric8.."));
    rules.put("SQL only in stores", sqlOnlyInStores());
    rules.put("no cycles between packages", noCycles());
    rules.put("no empty words in names", noEmptyWords());
    rules.put("no clock but a given one", noClockButAGivenOne());
    rules.put(
        "no waiters of the AWS SDK",
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon.awssdk..waiters.."));
    rules.put("every package is null-marked", everyPackageIsNullMarked());
    rules.replaceAll((name, rule) -> rule.as(name).allowEmptyShould(true));
    return rules;
  }

  private DescribedPredicate<JavaClass> in(String module) {
    return resideInAPackage(root + "." + module + "..");
  }

  /** A module that sees the JDK, itself, and what is named: modules of ours, and libraries. */
  private ArchRule sees(String module, List<String> modules, List<String> libraries) {
    List<String> packages = new ArrayList<>(List.of("java..", "javax.net..", "org.jspecify.."));
    packages.addAll(libraries);
    packages.add(root + "." + module + "..");
    modules.forEach(other -> packages.add(root + "." + other + ".."));
    return classes()
        .that(in(module))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(packages.toArray(String[]::new)));
  }

  /** A module that sees no modules of ours but these, and any library. */
  private ArchRule modules(String module, List<String> modules) {
    List<String> allowed = new ArrayList<>(List.of(root + "." + module + ".."));
    modules.forEach(other -> allowed.add(root + "." + other + ".."));
    return noClasses()
        .that(in(module))
        .should()
        .dependOnClassesThat(
            resideInAPackage(root + "..")
                .and(not(resideInAnyPackage(allowed.toArray(String[]::new)))));
  }

  private ArchRule onlyIn(List<String> modules, String... packages) {
    String[] places =
        modules.stream().map(module -> root + "." + module + "..").toArray(String[]::new);
    return noClasses()
        .that()
        .resideOutsideOfPackages(places)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages);
  }

  /**
   * A data source or a client may be handed about; statements are made in stores (named so, or
   * after the database that they are the kernel's contract in) and in what sets the database up.
   */
  private ArchRule sqlOnlyInStores() {
    String client = "org.springframework.jdbc.core.simple.JdbcClient";
    DescribedPredicate<JavaClass> store =
        describe(
            "stores",
            type -> {
              String name = outermost(type).getSimpleName();
              return name.endsWith("Store") || name.startsWith("Postgres");
            });
    DescribedPredicate<JavaClass> statements =
        resideInAnyPackage("java.sql..", "org.springframework.jdbc.core..", "org.postgresql..")
            .and(
                describe(
                    "more than a client or a value",
                    type -> !Set.of(client, "java.sql.Timestamp").contains(type.getName())));
    DescribedPredicate<JavaAccess<?>> made =
        describe(
            "a statement is made",
            access ->
                access.getTarget().getOwner().getName().equals(client)
                    && access.getTarget().getName().equals("sql"));
    return noClasses()
        .that(not(store))
        .and()
        .resideOutsideOfPackage(root + ".controlplane.database..")
        .should()
        .dependOnClassesThat(statements)
        .orShould()
        .accessTargetWhere(made);
  }

  private ArchRule noCycles() {
    return slices().assignedFrom(new Packages()).should().beFreeOfCycles();
  }

  private static ArchRule noEmptyWords() {
    return classes()
        .should(
            new ArchCondition<JavaClass>("have a name that says something") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                String name = type.getSimpleName();
                if (FORBIDDEN_WORD.matcher(name).find()
                    || FORBIDDEN_PACKAGE.matcher(type.getPackageName()).find()) {
                  events.add(
                      SimpleConditionEvent.violated(
                          type,
                          type.getName()
                              + ": a name without Util, Helper, Manager, Impl, Base or Common is"
                              + " needed"));
                }
              }
            });
  }

  private ArchRule noClockButAGivenOne() {
    DescribedPredicate<JavaClass> wiring =
        describe(
            "main and wiring",
            type -> {
              String name = outermost(type).getSimpleName();
              return name.equals("Main")
                  || name.endsWith("Wiring")
                  || type.getPackageName().endsWith(".wiring");
            });
    DescribedPredicate<JavaAccess<?>> time =
        describe("the real clock", access -> isTime(access.getTarget()));
    return noClasses()
        .that(not(wiring))
        .and()
        .resideOutsideOfPackage(root + ".app")
        .should()
        .accessTargetWhere(time);
  }

  private static boolean isTime(AccessTarget target) {
    String owner = target.getOwner().getName();
    if (TIME.getOrDefault(owner, Set.of()).contains(target.getName())) {
      return true;
    }
    return NOW_WITHOUT_A_CLOCK.contains(owner)
        && target.getName().equals("now")
        && target.getFullName().contains("now()");
  }

  private static ArchRule everyPackageIsNullMarked() {
    return classes()
        .should(
            new ArchCondition<JavaClass>("be in a package that is @NullMarked") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                if (!type.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked")) {
                  events.add(
                      SimpleConditionEvent.violated(
                          type,
                          type.getPackageName()
                              + ": needs a package-info.java with @NullMarked, for "
                              + type.getSimpleName()));
                }
              }
            });
  }

  private static JavaClass outermost(JavaClass type) {
    JavaClass outer = type;
    while (outer.getEnclosingClass().isPresent()) {
      outer = outer.getEnclosingClass().get();
    }
    return outer;
  }

  /** Each package is a slice of its own. */
  private final class Packages implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      String name = type.getPackageName();
      return name.startsWith(root) ? SliceIdentifier.of(name) : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "packages";
    }
  }
}
