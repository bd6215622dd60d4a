package io.freehold.aws.dns;

import static io.freehold.aws.catalogue.Scope.everything;
import static io.freehold.aws.catalogue.Scope.named;

import io.freehold.aws.catalogue.Actions;
import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.resource.Diff;
import io.freehold.kernel.resource.Intent;
import io.freehold.kernel.resource.Observation;
import io.freehold.kernel.resource.Owner;
import io.freehold.kernel.resource.Ownership;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.GetHostedZoneResponse;
import software.amazon.awssdk.services.route53.model.HostedZoneNotEmptyException;
import software.amazon.awssdk.services.route53.model.HostedZoneNotFoundException;
import software.amazon.awssdk.services.route53.model.NoSuchHostedZoneException;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.Tag;
import software.amazon.awssdk.services.route53.model.TagResourceType;

/**
 * A public hosted zone. Route 53 takes no tags when it is made: until they are on, it is known as
 * ours by its caller reference, which holds owner and node.
 *
 * @param name the domain, without a final dot; fixed
 */
public record HostedZone(String name) {
  public static final AwsType<HostedZone, Observed> TYPE = new Type();

  /**
   * What is there.
   *
   * @param id as later calls want it, without a path
   * @param nameServers that answer for it: what a delegation to it names
   * @param tags all of them
   * @param wantedTags those that it should carry
   */
  public record Observed(
      String id,
      String name,
      List<String> nameServers,
      Map<String, String> tags,
      Map<String, String> wantedTags) {}

  private static final class Type implements AwsType<HostedZone, Observed> {
    @Override
    public String kind() {
      return "HostedZone";
    }

    @Override
    public Actions actions() {
      return Actions.in(PolicyGroup.ROUTE53)
          .inspect(
              "route53:GetHostedZone", "route53:ListTagsForResource", "route53:ListHostedZones")
          // IAM can narrow neither: Route 53 knows no condition on tags.
          .provision(everything().labelled("Create"), "route53:CreateHostedZone")
          .provision(named(Names.ZONES), "route53:ChangeTagsForResource")
          .delete(named(Names.ZONES), "route53:DeleteHostedZone");
    }

    @Override
    public Map<String, Observation<Observed>> observe(AwsSession aws, Set<String> ids) {
      Map<String, Observation<Observed>> found = new HashMap<>();
      for (String id : ids) {
        try {
          found.put(id, observation(aws, id, aws.route53().getHostedZone(r -> r.id(id))));
        } catch (NoSuchHostedZoneException | HostedZoneNotFoundException e) {
          found.put(id, Observation.absent());
        }
      }
      return found;
    }

    private static Observation<Observed> observation(
        AwsSession aws, String id, GetHostedZoneResponse zone) {
      Map<String, String> tags = new TreeMap<>();
      aws.route53()
          .listTagsForResource(r -> r.resourceType(TagResourceType.HOSTEDZONE).resourceId(id))
          .resourceTagSet()
          .tags()
          .forEach(tag -> tags.put(tag.key(), tag.value()));
      Optional<String> node = node(zone.hostedZone().callerReference(), aws.owner());
      Map<String, String> wanted = new TreeMap<>(node.map(aws::tagsOf).orElseGet(Map::of));
      Ownership ownership = node.isPresent() ? Ownership.OURS : aws.ownership(tags);
      return new Observation.Present<>(
          new Observed(
              id,
              Names.withoutDot(zone.hostedZone().name()),
              zone.delegationSet().nameServers(),
              tags,
              wanted),
          ownership);
    }

    @Override
    public List<String> discover(AwsSession aws, Owner owner, String node) {
      List<String> found = new ArrayList<>();
      aws.route53()
          .listHostedZonesPaginator()
          .hostedZones()
          .forEach(zone -> {
            if (node(zone.callerReference(), owner).filter(node::equals).isPresent()) {
              found.add(Names.id(zone.id()));
            }
          });
      return found.stream().sorted().toList();
    }

    @Override
    public String create(AwsSession aws, HostedZone desired, Intent intent) {
      return Names.id(
          aws.route53()
              .createHostedZone(r ->
                  r.name(desired.name())
                      .callerReference(reference(intent))
                      .hostedZoneConfig(c -> c.comment("Made by Freehold")))
              .hostedZone()
              .id());
    }

    /** Unique for ever in the account, and telling owner and node. */
    private static String reference(Intent intent) {
      return "freehold/%s/%s/%d-%d"
          .formatted(
              intent.owner(), intent.node(), intent.generation(), intent.since().toEpochMilli());
    }

    private static Optional<String> node(String reference, Owner owner) {
      String[] parts = reference.split("/", -1);
      return parts.length == 4 && parts[0].equals("freehold") && parts[1].equals(owner.name())
          ? Optional.of(parts[2])
          : Optional.empty();
    }

    @Override
    public Diff diff(HostedZone desired, Observed observed) {
      Map<String, String> tags = new TreeMap<>(observed.tags());
      tags.keySet().retainAll(observed.wantedTags().keySet());
      return Diff.compare()
          .fixed("name", desired.name(), observed.name())
          .field("tags", observed.wantedTags(), tags)
          .done();
    }

    @Override
    public void update(AwsSession aws, String id, HostedZone desired, Observed observed) {
      aws.route53()
          .changeTagsForResource(r ->
              r.resourceType(TagResourceType.HOSTEDZONE)
                  .resourceId(id)
                  .addTags(
                      observed.wantedTags().entrySet().stream()
                          .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                          .toList()));
    }

    @Override
    public void delete(AwsSession aws, String id) {
      try {
        aws.route53().deleteHostedZone(r -> r.id(id));
      } catch (HostedZoneNotEmptyException e) {
        if (!hasGivenUpProofs(aws, id)) {
          throw e;
        }
        aws.route53().deleteHostedZone(r -> r.id(id));
      } catch (NoSuchHostedZoneException e) {
        // gone already
      }
    }

    /**
     * Takes the proofs of ACME away that cert-manager left: it gives up on them where its issuer
     * goes in the middle of an order.
     *
     * @return whether there were any
     */
    private static boolean hasGivenUpProofs(AwsSession aws, String id) {
      List<Change> changes =
          aws
              .route53()
              .listResourceRecordSetsPaginator(r -> r.hostedZoneId(id))
              .resourceRecordSets()
              .stream()
              .filter(record ->
                  record.type() == RRType.TXT && record.name().startsWith("_acme-challenge."))
              .map(record ->
                  Change.builder().action(ChangeAction.DELETE).resourceRecordSet(record).build())
              .toList();
      if (!changes.isEmpty()) {
        var _ =
            aws.route53()
                .changeResourceRecordSets(
                    r -> r.hostedZoneId(id).changeBatch(batch -> batch.changes(changes)));
      }
      return !changes.isEmpty();
    }

    @Override
    public Observed predict(HostedZone desired) {
      return new Observed("planned", desired.name(), List.of(), Map.of(), Map.of());
    }
  }
}
