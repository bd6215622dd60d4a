package io.freehold.controlplane.reference;

import io.freehold.controlplane.TestClient;
import io.freehold.controlplane.secret.Sha256;

/** What a user of the official Terraform provider writes. */
final class ProviderConfiguration {
  private ProviderConfiguration() {}

  /** Who it connects as, and where. */
  static String provider(String url, TestClient client) {
    return """
    terraform {
      required_providers {
        clickhouse = { source = "ClickHouse/clickhouse" }
      }
    }
    provider "clickhouse" {
      api_url         = "%s/v1"
      organization_id = "%s"
      token_key       = "%s"
      token_secret    = "%s"
    }
    """
        .formatted(url, client.organizationId(), client.keyId(), client.keySecret());
  }

  /** A service of three replicas, and what the provider has beside it, each after the other. */
  static String first(String byocId) {
    return configuration(
        byocId,
        """
          name         = "Analytics"
          idle_scaling = false
          num_replicas = 3
          ip_access    = [{ source = "192.168.2.63", description = "Test IP" }]
          tags         = { env = "test" }
          backup_configuration = {
            backup_period_in_hours           = 24
            backup_retention_period_in_hours = 48
          }
        """);
  }

  /** Another name, access list, tag, number and backup; it may sleep now. */
  static String changed(String byocId) {
    return configuration(
        byocId,
        """
          name                 = "Renamed"
          idle_scaling         = true
          idle_timeout_minutes = 15
          num_replicas         = 2
          ip_access = [
            { source = "10.2.3.0/24", description = "Office" },
            { source = "192.168.2.63", description = "Test IP" },
          ]
          tags = { env = "live" }
          backup_configuration = {
            backup_start_time                = "03:00"
            backup_retention_period_in_hours = 48
          }
        """);
  }

  private static String configuration(String byocId, String settings) {
    return """
    resource "clickhouse_service" "analytics" {
      cloud_provider            = "aws"
      region                    = "us-east-1"
      byoc_id                   = "%s"
      min_replica_memory_gb     = 48
      max_replica_memory_gb     = 116
      password_hash             = "%s"
      double_sha1_password_hash = "14e65567abdb5135d0cfd9a70b3032c179a49ee7"
    %s}
    resource "clickhouse_service_scheduled_scaling" "analytics" {
      service_id = clickhouse_service.analytics.id
      entries = [{
        name                  = "business hours"
        weekdays              = [1, 2, 3, 4, 5]
        start_hour_utc        = 8
        end_hour_utc          = 18
        min_replica_memory_gb = 116
        max_replica_memory_gb = 232
        min_replicas          = 3
        max_replicas          = 3
      }]
    }
    resource "clickhouse_service_upgrade_window" "analytics" {
      service_id     = clickhouse_service.analytics.id
      weekday        = 0
      start_hour_utc = 18
      depends_on     = [clickhouse_service_scheduled_scaling.analytics]
    }
    resource "clickhouse_service_private_endpoints_attachment" "analytics" {
      service_id           = clickhouse_service.analytics.id
      private_endpoint_ids = ["vpce-0123456789abcdef0"]
      depends_on           = [clickhouse_service_upgrade_window.analytics]
    }
    data "clickhouse_private_endpoint_config" "here" {
      cloud_provider = "aws"
      region         = "us-east-1"
      depends_on     = [clickhouse_service_private_endpoints_attachment.analytics]
    }
    data "clickhouse_services" "of_the_tag" {
      tags       = clickhouse_service.analytics.tags
      depends_on = [data.clickhouse_private_endpoint_config.here]
    }
    data "clickhouse_api_key_id" "own" {
      depends_on = [data.clickhouse_services.of_the_tag]
      lifecycle {
        postcondition {
          condition     = [for s in data.clickhouse_services.of_the_tag.services : s.id] == [clickhouse_service.analytics.id]
          error_message = "The tag is the service's alone."
        }
      }
    }
    """
        .formatted(byocId, Sha256.base64("secret"), settings);
  }
}
