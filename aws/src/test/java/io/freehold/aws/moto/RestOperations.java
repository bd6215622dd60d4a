package io.freehold.aws.moto;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Names of the operations whose name is not in the request, only its method and path. One that is
 * not known here is called by those.
 */
final class RestOperations {
  private static final String ID = "[^/]+";

  private record Route(String method, Pattern path, String operation) {}

  private static final Map<String, List<Route>> ROUTES =
      Map.of(
          "eks",
          routes(
              """
              POST /clusters CreateCluster
              GET /clusters ListClusters
              GET /clusters/* DescribeCluster
              DELETE /clusters/* DeleteCluster
              POST /clusters/*/update-config UpdateClusterConfig
              POST /clusters/*/updates UpdateClusterVersion
              GET /clusters/*/updates ListUpdates
              GET /clusters/*/updates/* DescribeUpdate
              POST /clusters/*/node-groups CreateNodegroup
              GET /clusters/*/node-groups ListNodegroups
              GET /clusters/*/node-groups/* DescribeNodegroup
              DELETE /clusters/*/node-groups/* DeleteNodegroup
              POST /clusters/*/node-groups/*/update-config UpdateNodegroupConfig
              POST /clusters/*/node-groups/*/update-version UpdateNodegroupVersion
              POST /clusters/*/addons CreateAddon
              GET /clusters/*/addons ListAddons
              GET /clusters/*/addons/* DescribeAddon
              DELETE /clusters/*/addons/* DeleteAddon
              POST /clusters/*/addons/*/update UpdateAddon
              GET /addons/supported-versions DescribeAddonVersions
              POST /clusters/*/access-entries CreateAccessEntry
              GET /clusters/*/access-entries ListAccessEntries
              GET /clusters/*/access-entries/* DescribeAccessEntry
              POST /clusters/*/access-entries/* UpdateAccessEntry
              DELETE /clusters/*/access-entries/* DeleteAccessEntry
              POST /clusters/*/access-entries/*/access-policies AssociateAccessPolicy
              GET /clusters/*/access-entries/*/access-policies ListAssociatedAccessPolicies
              DELETE /clusters/*/access-entries/*/access-policies/* DisassociateAccessPolicy
              POST /clusters/*/pod-identity-associations CreatePodIdentityAssociation
              GET /clusters/*/pod-identity-associations ListPodIdentityAssociations
              GET /clusters/*/pod-identity-associations/* DescribePodIdentityAssociation
              POST /clusters/*/pod-identity-associations/* UpdatePodIdentityAssociation
              DELETE /clusters/*/pod-identity-associations/* DeletePodIdentityAssociation
              POST /tags/* TagResource
              DELETE /tags/* UntagResource
              GET /tags/* ListTagsForResource
              """),
          "route53",
          routes(
              """
              POST /2013-04-01/hostedzone CreateHostedZone
              GET /2013-04-01/hostedzone ListHostedZones
              GET /2013-04-01/hostedzonesbyname ListHostedZonesByName
              GET /2013-04-01/hostedzone/* GetHostedZone
              DELETE /2013-04-01/hostedzone/* DeleteHostedZone
              POST /2013-04-01/hostedzone/* UpdateHostedZoneComment
              POST /2013-04-01/hostedzone/*/rrset ChangeResourceRecordSets
              GET /2013-04-01/hostedzone/*/rrset ListResourceRecordSets
              GET /2013-04-01/change/* GetChange
              POST /2013-04-01/tags/*/* ChangeTagsForResource
              GET /2013-04-01/tags/*/* ListTagsForResource
              POST /2013-04-01/tags/* ListTagsForResources
              """));

  /** What is asked of a bucket, by the first word of the query. */
  private static final Map<String, String> OF_BUCKET =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("accelerate", "BucketAccelerateConfiguration"),
              Map.entry("acl", "BucketAcl"),
              Map.entry("encryption", "BucketEncryption"),
              Map.entry("lifecycle", "BucketLifecycleConfiguration"),
              Map.entry("location", "BucketLocation"),
              Map.entry("ownershipControls", "BucketOwnershipControls"),
              Map.entry("policy", "BucketPolicy"),
              Map.entry("publicAccessBlock", "PublicAccessBlock"),
              Map.entry("tagging", "BucketTagging"),
              Map.entry("versioning", "BucketVersioning")));

  private RestOperations() {}

  static String name(String service, String method, URI uri) {
    String path = uri.getRawPath().replaceAll("(?<=.)/$", "");
    if (service.equals("s3")) {
      return ofS3(method, path, uri.getRawQuery() == null ? "" : uri.getRawQuery());
    }
    for (Route route : ROUTES.getOrDefault(service, List.of())) {
      if (route.method().equals(method) && route.path().matcher(path).matches()) {
        return route.operation();
      }
    }
    return method + " " + path;
  }

  private static String ofS3(String method, String path, String query) {
    String what = query.replaceAll("[=&].*", "");
    boolean object = path.indexOf('/', 1) > 0;
    String verb = method.charAt(0) + method.substring(1).toLowerCase(Locale.ROOT);
    if (path.equals("/")) {
      return "ListBuckets";
    }
    if (object) {
      return verb + "Object";
    }
    if (OF_BUCKET.containsKey(what)) {
      return verb + OF_BUCKET.get(what);
    }
    return switch (method) {
      case "PUT" -> "CreateBucket";
      case "POST" -> query.startsWith("delete") ? "DeleteObjects" : "POST " + path + "?" + query;
      case "GET" -> query.startsWith("versions") ? "ListObjectVersions" : "ListObjectsV2";
      case "DELETE" -> "DeleteBucket";
      default -> verb + "Bucket";
    };
  }

  private static List<Route> routes(String lines) {
    return lines
        .lines()
        .map(line -> line.split(" "))
        .map(part -> new Route(part[0], Pattern.compile(part[1].replace("*", ID)), part[2]))
        .toList();
  }
}
