package io.freehold.simulator.loadbalancing;

import io.freehold.simulator.aws.call.Endpoint;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AddTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AddTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteListenerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteTargetGroupResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeregisterTargetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeregisterTargetsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancerAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyLoadBalancerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyLoadBalancerAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RegisterTargetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RegisterTargetsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RemoveTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RemoveTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSecurityGroupsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSecurityGroupsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSubnetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSubnetsResponse;

/** The operations that are simulated; each is one line to the family that knows it. */
final class Client implements ElasticLoadBalancingV2Client {
  private final Endpoint endpoint;
  private final LoadBalancing service;

  Client(Endpoint endpoint, LoadBalancing service) {
    this.endpoint = endpoint;
    this.service = service;
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}

  @Override
  public CreateLoadBalancerResponse createLoadBalancer(CreateLoadBalancerRequest request) {
    return service.balancers().create(endpoint, request);
  }

  @Override
  public SetSubnetsResponse setSubnets(SetSubnetsRequest request) {
    return service.balancers().placing().setSubnets(endpoint, request);
  }

  @Override
  public SetSecurityGroupsResponse setSecurityGroups(SetSecurityGroupsRequest request) {
    return service.balancers().placing().setGroups(endpoint, request);
  }

  @Override
  public DescribeLoadBalancersResponse describeLoadBalancers(DescribeLoadBalancersRequest request) {
    return service.balancers().describe(endpoint, request);
  }

  @Override
  public DescribeLoadBalancerAttributesResponse describeLoadBalancerAttributes(
      DescribeLoadBalancerAttributesRequest request) {
    return service.balancers().describeAttributes(endpoint, request);
  }

  @Override
  public ModifyLoadBalancerAttributesResponse modifyLoadBalancerAttributes(
      ModifyLoadBalancerAttributesRequest request) {
    return service.balancers().modifyAttributes(endpoint, request);
  }

  @Override
  public DeleteLoadBalancerResponse deleteLoadBalancer(DeleteLoadBalancerRequest request) {
    return service.balancers().delete(endpoint, request);
  }

  @Override
  public CreateTargetGroupResponse createTargetGroup(CreateTargetGroupRequest request) {
    return service.groups().create(endpoint, request);
  }

  @Override
  public DescribeTargetGroupsResponse describeTargetGroups(DescribeTargetGroupsRequest request) {
    return service.groups().describe(endpoint, request);
  }

  @Override
  public ModifyTargetGroupResponse modifyTargetGroup(ModifyTargetGroupRequest request) {
    return service.groups().modify(endpoint, request);
  }

  @Override
  public DescribeTargetGroupAttributesResponse describeTargetGroupAttributes(
      DescribeTargetGroupAttributesRequest request) {
    return service.groups().describeAttributes(endpoint, request);
  }

  @Override
  public ModifyTargetGroupAttributesResponse modifyTargetGroupAttributes(
      ModifyTargetGroupAttributesRequest request) {
    return service.groups().modifyAttributes(endpoint, request);
  }

  @Override
  public DeleteTargetGroupResponse deleteTargetGroup(DeleteTargetGroupRequest request) {
    return service.groups().delete(endpoint, request);
  }

  @Override
  public CreateListenerResponse createListener(CreateListenerRequest request) {
    return service.listeners().create(endpoint, request);
  }

  @Override
  public DescribeListenersResponse describeListeners(DescribeListenersRequest request) {
    return service.listeners().describe(endpoint, request);
  }

  @Override
  public ModifyListenerResponse modifyListener(ModifyListenerRequest request) {
    return service.listeners().modify(endpoint, request);
  }

  @Override
  public DeleteListenerResponse deleteListener(DeleteListenerRequest request) {
    return service.listeners().delete(endpoint, request);
  }

  @Override
  public RegisterTargetsResponse registerTargets(RegisterTargetsRequest request) {
    return service.targets().register(endpoint, request);
  }

  @Override
  public DeregisterTargetsResponse deregisterTargets(DeregisterTargetsRequest request) {
    return service.targets().deregister(endpoint, request);
  }

  @Override
  public DescribeTargetHealthResponse describeTargetHealth(DescribeTargetHealthRequest request) {
    return service.targets().describe(endpoint, request);
  }

  @Override
  public DescribeTagsResponse describeTags(DescribeTagsRequest request) {
    return service.tags().describe(endpoint, request);
  }

  @Override
  public AddTagsResponse addTags(AddTagsRequest request) {
    return service.tags().add(endpoint, request);
  }

  @Override
  public RemoveTagsResponse removeTags(RemoveTagsRequest request) {
    return service.tags().remove(endpoint, request);
  }
}
