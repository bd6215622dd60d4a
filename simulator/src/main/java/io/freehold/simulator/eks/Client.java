package io.freehold.simulator.eks;

import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.state.Sites;
import io.freehold.simulator.logs.Logs;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.AssociateAccessPolicyRequest;
import software.amazon.awssdk.services.eks.model.AssociateAccessPolicyResponse;
import software.amazon.awssdk.services.eks.model.AssociateEncryptionConfigRequest;
import software.amazon.awssdk.services.eks.model.AssociateEncryptionConfigResponse;
import software.amazon.awssdk.services.eks.model.CreateAccessEntryRequest;
import software.amazon.awssdk.services.eks.model.CreateAccessEntryResponse;
import software.amazon.awssdk.services.eks.model.CreateAddonRequest;
import software.amazon.awssdk.services.eks.model.CreateAddonResponse;
import software.amazon.awssdk.services.eks.model.CreateClusterRequest;
import software.amazon.awssdk.services.eks.model.CreateClusterResponse;
import software.amazon.awssdk.services.eks.model.CreateNodegroupRequest;
import software.amazon.awssdk.services.eks.model.CreateNodegroupResponse;
import software.amazon.awssdk.services.eks.model.CreatePodIdentityAssociationRequest;
import software.amazon.awssdk.services.eks.model.CreatePodIdentityAssociationResponse;
import software.amazon.awssdk.services.eks.model.DeleteAccessEntryRequest;
import software.amazon.awssdk.services.eks.model.DeleteAccessEntryResponse;
import software.amazon.awssdk.services.eks.model.DeleteAddonRequest;
import software.amazon.awssdk.services.eks.model.DeleteAddonResponse;
import software.amazon.awssdk.services.eks.model.DeleteClusterRequest;
import software.amazon.awssdk.services.eks.model.DeleteClusterResponse;
import software.amazon.awssdk.services.eks.model.DeleteNodegroupRequest;
import software.amazon.awssdk.services.eks.model.DeleteNodegroupResponse;
import software.amazon.awssdk.services.eks.model.DeletePodIdentityAssociationRequest;
import software.amazon.awssdk.services.eks.model.DeletePodIdentityAssociationResponse;
import software.amazon.awssdk.services.eks.model.DescribeAccessEntryRequest;
import software.amazon.awssdk.services.eks.model.DescribeAccessEntryResponse;
import software.amazon.awssdk.services.eks.model.DescribeAddonRequest;
import software.amazon.awssdk.services.eks.model.DescribeAddonResponse;
import software.amazon.awssdk.services.eks.model.DescribeClusterRequest;
import software.amazon.awssdk.services.eks.model.DescribeClusterResponse;
import software.amazon.awssdk.services.eks.model.DescribeClusterVersionsRequest;
import software.amazon.awssdk.services.eks.model.DescribeClusterVersionsResponse;
import software.amazon.awssdk.services.eks.model.DescribeNodegroupRequest;
import software.amazon.awssdk.services.eks.model.DescribeNodegroupResponse;
import software.amazon.awssdk.services.eks.model.DescribePodIdentityAssociationRequest;
import software.amazon.awssdk.services.eks.model.DescribePodIdentityAssociationResponse;
import software.amazon.awssdk.services.eks.model.DescribeUpdateRequest;
import software.amazon.awssdk.services.eks.model.DescribeUpdateResponse;
import software.amazon.awssdk.services.eks.model.DisassociateAccessPolicyRequest;
import software.amazon.awssdk.services.eks.model.DisassociateAccessPolicyResponse;
import software.amazon.awssdk.services.eks.model.ListAccessEntriesRequest;
import software.amazon.awssdk.services.eks.model.ListAccessEntriesResponse;
import software.amazon.awssdk.services.eks.model.ListAddonsRequest;
import software.amazon.awssdk.services.eks.model.ListAddonsResponse;
import software.amazon.awssdk.services.eks.model.ListAssociatedAccessPoliciesRequest;
import software.amazon.awssdk.services.eks.model.ListAssociatedAccessPoliciesResponse;
import software.amazon.awssdk.services.eks.model.ListClustersRequest;
import software.amazon.awssdk.services.eks.model.ListClustersResponse;
import software.amazon.awssdk.services.eks.model.ListNodegroupsRequest;
import software.amazon.awssdk.services.eks.model.ListNodegroupsResponse;
import software.amazon.awssdk.services.eks.model.ListPodIdentityAssociationsRequest;
import software.amazon.awssdk.services.eks.model.ListPodIdentityAssociationsResponse;
import software.amazon.awssdk.services.eks.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.eks.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.eks.model.ListUpdatesRequest;
import software.amazon.awssdk.services.eks.model.ListUpdatesResponse;
import software.amazon.awssdk.services.eks.model.TagResourceRequest;
import software.amazon.awssdk.services.eks.model.TagResourceResponse;
import software.amazon.awssdk.services.eks.model.UntagResourceRequest;
import software.amazon.awssdk.services.eks.model.UntagResourceResponse;
import software.amazon.awssdk.services.eks.model.UpdateAccessEntryRequest;
import software.amazon.awssdk.services.eks.model.UpdateAccessEntryResponse;
import software.amazon.awssdk.services.eks.model.UpdateAddonRequest;
import software.amazon.awssdk.services.eks.model.UpdateAddonResponse;
import software.amazon.awssdk.services.eks.model.UpdateClusterConfigRequest;
import software.amazon.awssdk.services.eks.model.UpdateClusterConfigResponse;
import software.amazon.awssdk.services.eks.model.UpdateClusterVersionRequest;
import software.amazon.awssdk.services.eks.model.UpdateClusterVersionResponse;
import software.amazon.awssdk.services.eks.model.UpdateNodegroupConfigRequest;
import software.amazon.awssdk.services.eks.model.UpdateNodegroupConfigResponse;
import software.amazon.awssdk.services.eks.model.UpdateNodegroupVersionRequest;
import software.amazon.awssdk.services.eks.model.UpdateNodegroupVersionResponse;
import software.amazon.awssdk.services.eks.model.UpdatePodIdentityAssociationRequest;
import software.amazon.awssdk.services.eks.model.UpdatePodIdentityAssociationResponse;

/** The operations that are simulated; each is one line to the family that knows it. */
final class Client implements EksClient {
  private final Endpoint endpoint;
  private final Clusters clusters;
  private final ClusterUpdates clusterUpdates;
  private final Changes changes;
  private final NodeGroups nodeGroups;
  private final NodeGroupUpdates nodeGroupUpdates;
  private final AddOns addOns;
  private final AccessEntries accessEntries;
  private final AccessPolicies accessPolicies;
  private final PodIdentities podIdentities;
  private final Tagging tagging;
  private final ClusterVersions clusterVersions = new ClusterVersions();

  Client(Endpoint endpoint, Sites<Site> sites, ControlPlanes controlPlanes, Logs logs) {
    this.endpoint = endpoint;
    clusters = new Clusters(sites, controlPlanes, logs);
    clusterUpdates = new ClusterUpdates(sites);
    changes = new Changes(sites);
    nodeGroups = new NodeGroups(sites);
    nodeGroupUpdates = new NodeGroupUpdates(sites);
    addOns = new AddOns(sites);
    accessEntries = new AccessEntries(sites);
    accessPolicies = new AccessPolicies(sites);
    podIdentities = new PodIdentities(sites);
    tagging = new Tagging(sites);
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}

  @Override
  public CreateClusterResponse createCluster(CreateClusterRequest request) {
    return clusters.create(endpoint, request);
  }

  @Override
  public DescribeClusterResponse describeCluster(DescribeClusterRequest request) {
    return clusters.describe(endpoint, request);
  }

  @Override
  public ListClustersResponse listClusters(ListClustersRequest request) {
    return clusters.list(endpoint, request);
  }

  @Override
  public DeleteClusterResponse deleteCluster(DeleteClusterRequest request) {
    return clusters.delete(endpoint, request);
  }

  @Override
  public UpdateClusterConfigResponse updateClusterConfig(UpdateClusterConfigRequest request) {
    return clusterUpdates.configure(endpoint, request);
  }

  @Override
  public UpdateClusterVersionResponse updateClusterVersion(UpdateClusterVersionRequest request) {
    return clusterUpdates.upgrade(endpoint, request);
  }

  @Override
  public AssociateEncryptionConfigResponse associateEncryptionConfig(
      AssociateEncryptionConfigRequest request) {
    return clusterUpdates.encrypt(endpoint, request);
  }

  @Override
  public DescribeUpdateResponse describeUpdate(DescribeUpdateRequest request) {
    return changes.describe(endpoint, request);
  }

  @Override
  public ListUpdatesResponse listUpdates(ListUpdatesRequest request) {
    return changes.list(endpoint, request);
  }

  @Override
  public CreateNodegroupResponse createNodegroup(CreateNodegroupRequest request) {
    return nodeGroups.create(endpoint, request);
  }

  @Override
  public DescribeNodegroupResponse describeNodegroup(DescribeNodegroupRequest request) {
    return nodeGroups.describe(endpoint, request);
  }

  @Override
  public ListNodegroupsResponse listNodegroups(ListNodegroupsRequest request) {
    return nodeGroups.list(endpoint, request);
  }

  @Override
  public DeleteNodegroupResponse deleteNodegroup(DeleteNodegroupRequest request) {
    return nodeGroups.delete(endpoint, request);
  }

  @Override
  public UpdateNodegroupConfigResponse updateNodegroupConfig(UpdateNodegroupConfigRequest request) {
    return nodeGroupUpdates.configure(endpoint, request);
  }

  @Override
  public UpdateNodegroupVersionResponse updateNodegroupVersion(
      UpdateNodegroupVersionRequest request) {
    return nodeGroupUpdates.upgrade(endpoint, request);
  }

  @Override
  public CreateAddonResponse createAddon(CreateAddonRequest request) {
    return addOns.create(endpoint, request);
  }

  @Override
  public DescribeAddonResponse describeAddon(DescribeAddonRequest request) {
    return addOns.describe(endpoint, request);
  }

  @Override
  public ListAddonsResponse listAddons(ListAddonsRequest request) {
    return addOns.list(endpoint, request);
  }

  @Override
  public UpdateAddonResponse updateAddon(UpdateAddonRequest request) {
    return addOns.update(endpoint, request);
  }

  @Override
  public DeleteAddonResponse deleteAddon(DeleteAddonRequest request) {
    return addOns.delete(endpoint, request);
  }

  @Override
  public CreateAccessEntryResponse createAccessEntry(CreateAccessEntryRequest request) {
    return accessEntries.create(endpoint, request);
  }

  @Override
  public DescribeAccessEntryResponse describeAccessEntry(DescribeAccessEntryRequest request) {
    return accessEntries.describe(endpoint, request);
  }

  @Override
  public ListAccessEntriesResponse listAccessEntries(ListAccessEntriesRequest request) {
    return accessEntries.list(endpoint, request);
  }

  @Override
  public UpdateAccessEntryResponse updateAccessEntry(UpdateAccessEntryRequest request) {
    return accessEntries.update(endpoint, request);
  }

  @Override
  public DeleteAccessEntryResponse deleteAccessEntry(DeleteAccessEntryRequest request) {
    return accessEntries.delete(endpoint, request);
  }

  @Override
  public AssociateAccessPolicyResponse associateAccessPolicy(AssociateAccessPolicyRequest request) {
    return accessPolicies.associate(endpoint, request);
  }

  @Override
  public DisassociateAccessPolicyResponse disassociateAccessPolicy(
      DisassociateAccessPolicyRequest request) {
    return accessPolicies.disassociate(endpoint, request);
  }

  @Override
  public ListAssociatedAccessPoliciesResponse listAssociatedAccessPolicies(
      ListAssociatedAccessPoliciesRequest request) {
    return accessPolicies.list(endpoint, request);
  }

  @Override
  public CreatePodIdentityAssociationResponse createPodIdentityAssociation(
      CreatePodIdentityAssociationRequest request) {
    return podIdentities.create(endpoint, request);
  }

  @Override
  public DescribePodIdentityAssociationResponse describePodIdentityAssociation(
      DescribePodIdentityAssociationRequest request) {
    return podIdentities.describe(endpoint, request);
  }

  @Override
  public ListPodIdentityAssociationsResponse listPodIdentityAssociations(
      ListPodIdentityAssociationsRequest request) {
    return podIdentities.list(endpoint, request);
  }

  @Override
  public UpdatePodIdentityAssociationResponse updatePodIdentityAssociation(
      UpdatePodIdentityAssociationRequest request) {
    return podIdentities.update(endpoint, request);
  }

  @Override
  public DeletePodIdentityAssociationResponse deletePodIdentityAssociation(
      DeletePodIdentityAssociationRequest request) {
    return podIdentities.delete(endpoint, request);
  }

  @Override
  public TagResourceResponse tagResource(TagResourceRequest request) {
    return tagging.tag(endpoint, request);
  }

  @Override
  public UntagResourceResponse untagResource(UntagResourceRequest request) {
    return tagging.untag(endpoint, request);
  }

  @Override
  public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
    return tagging.list(endpoint, request);
  }

  @Override
  public DescribeClusterVersionsResponse describeClusterVersions(
      DescribeClusterVersionsRequest request) {
    return clusterVersions.describe(endpoint, request);
  }
}
