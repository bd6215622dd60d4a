package io.freehold.simulator.iam;

import io.freehold.simulator.aws.call.Endpoint;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AddRoleToInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.AddRoleToInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.CreateInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.CreateInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyResponse;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateRoleResponse;
import software.amazon.awssdk.services.iam.model.CreateServiceLinkedRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateServiceLinkedRoleResponse;
import software.amazon.awssdk.services.iam.model.DeleteInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.DeleteInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.DeletePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyResponse;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.DeleteRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.DeleteRoleRequest;
import software.amazon.awssdk.services.iam.model.DeleteRoleResponse;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsRequest;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsResponse;
import software.amazon.awssdk.services.iam.model.GetInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.GetInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.GetPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.GetRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.GetRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListInstanceProfileTagsRequest;
import software.amazon.awssdk.services.iam.model.ListInstanceProfileTagsResponse;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesForRoleRequest;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesForRoleResponse;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesRequest;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesResponse;
import software.amazon.awssdk.services.iam.model.ListPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListPolicyTagsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyTagsResponse;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsResponse;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListRoleTagsRequest;
import software.amazon.awssdk.services.iam.model.ListRoleTagsResponse;
import software.amazon.awssdk.services.iam.model.ListRolesRequest;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;
import software.amazon.awssdk.services.iam.model.PutRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.PutRolePermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.PutRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.RemoveRoleFromInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.RemoveRoleFromInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyResponse;
import software.amazon.awssdk.services.iam.model.TagInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.TagInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.TagPolicyRequest;
import software.amazon.awssdk.services.iam.model.TagPolicyResponse;
import software.amazon.awssdk.services.iam.model.TagRoleRequest;
import software.amazon.awssdk.services.iam.model.TagRoleResponse;
import software.amazon.awssdk.services.iam.model.UntagInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.UntagInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.UntagPolicyRequest;
import software.amazon.awssdk.services.iam.model.UntagPolicyResponse;
import software.amazon.awssdk.services.iam.model.UntagRoleRequest;
import software.amazon.awssdk.services.iam.model.UntagRoleResponse;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.UpdateRoleRequest;
import software.amazon.awssdk.services.iam.model.UpdateRoleResponse;

/** The operations that are simulated; each is one line to the family that knows it. */
final class Client implements IamClient {
  private final Endpoint endpoint;
  private final Iam iam;

  Client(Endpoint endpoint, Iam iam) {
    this.endpoint = endpoint;
    this.iam = iam;
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}

  @Override
  public CreateRoleResponse createRole(CreateRoleRequest request) {
    return iam.roles().create(endpoint, request);
  }

  @Override
  public GetRoleResponse getRole(GetRoleRequest request) {
    return iam.roles().get(endpoint, request);
  }

  @Override
  public ListRolesResponse listRoles(ListRolesRequest request) {
    return iam.roles().list(endpoint, request);
  }

  @Override
  public UpdateRoleResponse updateRole(UpdateRoleRequest request) {
    return iam.roles().update(endpoint, request);
  }

  @Override
  public UpdateAssumeRolePolicyResponse updateAssumeRolePolicy(
      UpdateAssumeRolePolicyRequest request) {
    return iam.roles().trust(endpoint, request);
  }

  @Override
  public DeleteRoleResponse deleteRole(DeleteRoleRequest request) {
    return iam.roles().delete(endpoint, request);
  }

  @Override
  public PutRolePermissionsBoundaryResponse putRolePermissionsBoundary(
      PutRolePermissionsBoundaryRequest request) {
    return iam.roles().putBoundary(endpoint, request);
  }

  @Override
  public DeleteRolePermissionsBoundaryResponse deleteRolePermissionsBoundary(
      DeleteRolePermissionsBoundaryRequest request) {
    return iam.roles().deleteBoundary(endpoint, request);
  }

  @Override
  public TagRoleResponse tagRole(TagRoleRequest request) {
    return iam.roles().tag(endpoint, request);
  }

  @Override
  public UntagRoleResponse untagRole(UntagRoleRequest request) {
    return iam.roles().untag(endpoint, request);
  }

  @Override
  public ListRoleTagsResponse listRoleTags(ListRoleTagsRequest request) {
    return iam.roles().listTags(endpoint, request);
  }

  @Override
  public PutRolePolicyResponse putRolePolicy(PutRolePolicyRequest request) {
    return iam.rolePolicies().put(endpoint, request);
  }

  @Override
  public GetRolePolicyResponse getRolePolicy(GetRolePolicyRequest request) {
    return iam.rolePolicies().get(endpoint, request);
  }

  @Override
  public ListRolePoliciesResponse listRolePolicies(ListRolePoliciesRequest request) {
    return iam.rolePolicies().list(endpoint, request);
  }

  @Override
  public DeleteRolePolicyResponse deleteRolePolicy(DeleteRolePolicyRequest request) {
    return iam.rolePolicies().delete(endpoint, request);
  }

  @Override
  public AttachRolePolicyResponse attachRolePolicy(AttachRolePolicyRequest request) {
    return iam.rolePolicies().attach(endpoint, request);
  }

  @Override
  public DetachRolePolicyResponse detachRolePolicy(DetachRolePolicyRequest request) {
    return iam.rolePolicies().detach(endpoint, request);
  }

  @Override
  public ListAttachedRolePoliciesResponse listAttachedRolePolicies(
      ListAttachedRolePoliciesRequest request) {
    return iam.rolePolicies().listAttached(endpoint, request);
  }

  @Override
  public CreatePolicyResponse createPolicy(CreatePolicyRequest request) {
    return iam.policies().create(endpoint, request);
  }

  @Override
  public GetPolicyResponse getPolicy(GetPolicyRequest request) {
    return iam.policies().get(endpoint, request);
  }

  @Override
  public ListPoliciesResponse listPolicies(ListPoliciesRequest request) {
    return iam.policies().list(endpoint, request);
  }

  @Override
  public DeletePolicyResponse deletePolicy(DeletePolicyRequest request) {
    return iam.policies().delete(endpoint, request);
  }

  @Override
  public TagPolicyResponse tagPolicy(TagPolicyRequest request) {
    return iam.policies().tag(endpoint, request);
  }

  @Override
  public UntagPolicyResponse untagPolicy(UntagPolicyRequest request) {
    return iam.policies().untag(endpoint, request);
  }

  @Override
  public ListPolicyTagsResponse listPolicyTags(ListPolicyTagsRequest request) {
    return iam.policies().listTags(endpoint, request);
  }

  @Override
  public CreatePolicyVersionResponse createPolicyVersion(CreatePolicyVersionRequest request) {
    return iam.versions().create(endpoint, request);
  }

  @Override
  public GetPolicyVersionResponse getPolicyVersion(GetPolicyVersionRequest request) {
    return iam.versions().get(endpoint, request);
  }

  @Override
  public ListPolicyVersionsResponse listPolicyVersions(ListPolicyVersionsRequest request) {
    return iam.versions().list(endpoint, request);
  }

  @Override
  public DeletePolicyVersionResponse deletePolicyVersion(DeletePolicyVersionRequest request) {
    return iam.versions().delete(endpoint, request);
  }

  @Override
  public CreateInstanceProfileResponse createInstanceProfile(CreateInstanceProfileRequest request) {
    return iam.profiles().create(endpoint, request);
  }

  @Override
  public GetInstanceProfileResponse getInstanceProfile(GetInstanceProfileRequest request) {
    return iam.profiles().get(endpoint, request);
  }

  @Override
  public DeleteInstanceProfileResponse deleteInstanceProfile(DeleteInstanceProfileRequest request) {
    return iam.profiles().delete(endpoint, request);
  }

  @Override
  public AddRoleToInstanceProfileResponse addRoleToInstanceProfile(
      AddRoleToInstanceProfileRequest request) {
    return iam.profiles().addRole(endpoint, request);
  }

  @Override
  public RemoveRoleFromInstanceProfileResponse removeRoleFromInstanceProfile(
      RemoveRoleFromInstanceProfileRequest request) {
    return iam.profiles().removeRole(endpoint, request);
  }

  @Override
  public ListInstanceProfilesResponse listInstanceProfiles(ListInstanceProfilesRequest request) {
    return iam.profiles().list(endpoint, request);
  }

  @Override
  public ListInstanceProfilesForRoleResponse listInstanceProfilesForRole(
      ListInstanceProfilesForRoleRequest request) {
    return iam.profiles().listForRole(endpoint, request);
  }

  @Override
  public TagInstanceProfileResponse tagInstanceProfile(TagInstanceProfileRequest request) {
    return iam.profiles().tag(endpoint, request);
  }

  @Override
  public UntagInstanceProfileResponse untagInstanceProfile(UntagInstanceProfileRequest request) {
    return iam.profiles().untag(endpoint, request);
  }

  @Override
  public ListInstanceProfileTagsResponse listInstanceProfileTags(
      ListInstanceProfileTagsRequest request) {
    return iam.profiles().listTags(endpoint, request);
  }

  @Override
  public CreateServiceLinkedRoleResponse createServiceLinkedRole(
      CreateServiceLinkedRoleRequest request) {
    return iam.serviceLinked().create(endpoint, request);
  }

  @Override
  public GetAccountAuthorizationDetailsResponse getAccountAuthorizationDetails(
      GetAccountAuthorizationDetailsRequest request) {
    return iam.details().get(endpoint, request);
  }

  @Override
  public SimulatePrincipalPolicyResponse simulatePrincipalPolicy(
      SimulatePrincipalPolicyRequest request) {
    return iam.simulator().simulate(endpoint, request);
  }
}
