package io.freehold.simulator.kubernetes.controller;

import io.freehold.simulator.kubernetes.kind.GroupResource;

/** The resources that controllers handle. */
final class Resources {
  static final GroupResource NAMESPACES = new GroupResource("", "namespaces");
  static final GroupResource NODES = new GroupResource("", "nodes");
  static final GroupResource PODS = new GroupResource("", "pods");
  static final GroupResource SERVICES = new GroupResource("", "services");
  static final GroupResource ENDPOINTS = new GroupResource("", "endpoints");
  static final GroupResource SECRETS = new GroupResource("", "secrets");
  static final GroupResource CONFIG_MAPS = new GroupResource("", "configmaps");
  static final GroupResource SERVICE_ACCOUNTS = new GroupResource("", "serviceaccounts");
  static final GroupResource CLAIMS = new GroupResource("", "persistentvolumeclaims");
  static final GroupResource VOLUMES = new GroupResource("", "persistentvolumes");
  static final GroupResource DEPLOYMENTS = new GroupResource("apps", "deployments");
  static final GroupResource REPLICA_SETS = new GroupResource("apps", "replicasets");
  static final GroupResource STATEFUL_SETS = new GroupResource("apps", "statefulsets");
  static final GroupResource DAEMON_SETS = new GroupResource("apps", "daemonsets");
  static final GroupResource JOBS = new GroupResource("batch", "jobs");
  static final GroupResource CRON_JOBS = new GroupResource("batch", "cronjobs");
  static final GroupResource STORAGE_CLASSES =
      new GroupResource("storage.k8s.io", "storageclasses");
  static final GroupResource ENDPOINT_SLICES =
      new GroupResource("discovery.k8s.io", "endpointslices");
  static final GroupResource BUDGETS = new GroupResource("policy", "poddisruptionbudgets");
  static final GroupResource DEFINITIONS =
      new GroupResource("apiextensions.k8s.io", "customresourcedefinitions");

  private Resources() {}
}
