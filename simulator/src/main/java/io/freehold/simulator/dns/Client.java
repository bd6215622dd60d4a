package io.freehold.simulator.dns;

import io.freehold.simulator.aws.call.Endpoint;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.ChangeTagsForResourceRequest;
import software.amazon.awssdk.services.route53.model.ChangeTagsForResourceResponse;
import software.amazon.awssdk.services.route53.model.CreateHostedZoneRequest;
import software.amazon.awssdk.services.route53.model.CreateHostedZoneResponse;
import software.amazon.awssdk.services.route53.model.DeleteHostedZoneRequest;
import software.amazon.awssdk.services.route53.model.DeleteHostedZoneResponse;
import software.amazon.awssdk.services.route53.model.GetChangeRequest;
import software.amazon.awssdk.services.route53.model.GetChangeResponse;
import software.amazon.awssdk.services.route53.model.GetHostedZoneRequest;
import software.amazon.awssdk.services.route53.model.GetHostedZoneResponse;
import software.amazon.awssdk.services.route53.model.ListHostedZonesByNameRequest;
import software.amazon.awssdk.services.route53.model.ListHostedZonesByNameResponse;
import software.amazon.awssdk.services.route53.model.ListHostedZonesRequest;
import software.amazon.awssdk.services.route53.model.ListHostedZonesResponse;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.route53.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.route53.model.ListTagsForResourcesRequest;
import software.amazon.awssdk.services.route53.model.ListTagsForResourcesResponse;

/** The operations that are simulated; each is one line to the family that knows it. */
final class Client implements Route53Client {
  private final Endpoint endpoint;
  private final Route53 service;

  Client(Endpoint endpoint, Route53 service) {
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
  public CreateHostedZoneResponse createHostedZone(CreateHostedZoneRequest request) {
    return service.zones().create(endpoint, request);
  }

  @Override
  public GetHostedZoneResponse getHostedZone(GetHostedZoneRequest request) {
    return service.zones().get(endpoint, request);
  }

  @Override
  public ListHostedZonesResponse listHostedZones(ListHostedZonesRequest request) {
    return service.zones().list(endpoint, request);
  }

  @Override
  public ListHostedZonesByNameResponse listHostedZonesByName(ListHostedZonesByNameRequest request) {
    return service.zones().listByName(endpoint, request);
  }

  @Override
  public DeleteHostedZoneResponse deleteHostedZone(DeleteHostedZoneRequest request) {
    return service.zones().delete(endpoint, request);
  }

  @Override
  public ChangeResourceRecordSetsResponse changeResourceRecordSets(
      ChangeResourceRecordSetsRequest request) {
    return service.records().change(endpoint, request);
  }

  @Override
  public ListResourceRecordSetsResponse listResourceRecordSets(
      ListResourceRecordSetsRequest request) {
    return service.records().list(endpoint, request);
  }

  @Override
  public GetChangeResponse getChange(GetChangeRequest request) {
    return service.changes().get(endpoint, request);
  }

  @Override
  public ChangeTagsForResourceResponse changeTagsForResource(ChangeTagsForResourceRequest request) {
    return service.tags().change(endpoint, request);
  }

  @Override
  public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
    return service.tags().list(endpoint, request);
  }

  @Override
  public ListTagsForResourcesResponse listTagsForResources(ListTagsForResourcesRequest request) {
    return service.tags().listAll(endpoint, request);
  }
}
