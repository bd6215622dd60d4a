package io.freehold.simulator.kubernetes.http;

import io.freehold.simulator.kubernetes.environment.Access;
import io.freehold.simulator.kubernetes.lever.Call;
import io.freehold.simulator.kubernetes.lever.Levers;
import io.freehold.simulator.kubernetes.status.ApiException;
import io.freehold.simulator.kubernetes.status.Refusals;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Answers the requests to one cluster. */
public final class ApiHandler {
  private static final Set<String> OPEN_TO_ALL = Set.of("version", "healthz", "livez", "readyz");

  private final ClusterPort cluster;
  private final Discovery discovery;
  private final ResourceHandler resources;
  private final ServiceProxy services;

  public ApiHandler(ClusterPort cluster) {
    this.cluster = cluster;
    this.discovery = new Discovery(cluster);
    this.resources = new ResourceHandler(cluster);
    this.services = new ServiceProxy(cluster);
  }

  /** Answers one request; what goes wrong is an answer too. */
  public ApiResponse handle(ApiRequest request) {
    if (!cluster.levers().reachable()) {
      return new ApiResponse.Broken();
    }
    try {
      return dispatch(request);
    } catch (ApiException refusal) {
      return ApiResponse.error(refusal);
    }
  }

  private ApiResponse dispatch(ApiRequest request) {
    List<String> path = request.path();
    String first = path.isEmpty() ? "" : path.getFirst();
    if (OPEN_TO_ALL.contains(first)) {
      return first.equals("version")
          ? ApiResponse.json(200, Discovery.version())
          : ApiResponse.text(200, "ok");
    }
    String principal = authenticate(request);
    if (!first.equals("api") && !first.equals("apis")) {
      return discovery.answer(request);
    }
    if (path.size() <= (first.equals("api") ? 2 : 3)) {
      return discovery.answer(request);
    }
    if (path.contains("selfsubjectaccessreviews")) {
      return resources.selfReview(request, principal);
    }
    if (ServiceProxy.isMeant(path)) {
      return proxied(request, principal);
    }
    Target target = Target.of(path, cluster.state().kinds());
    String verb = Verbs.of(request, target);
    authorize(principal, verb, target);
    return throughLevers(
        new Call(verb, target.shown(), target.namespace(), target.name(), 0),
        () -> resources.answer(request, target, verb));
  }

  /** A request for a program in a pod: the API server hands it on as it is. */
  private ApiResponse proxied(ApiRequest request, String principal) {
    List<String> path = request.path();
    String namespace = ServiceProxy.namespace(path);
    String name = ServiceProxy.name(path);
    String verb = request.method().equals("GET") ? "get" : "create";
    Access access = new Access(verb, "", ServiceProxy.RESOURCE, namespace);
    if (!cluster.environment().authorize(principal, access)) {
      throw Refusals.forbidden(
          "", ServiceProxy.RESOURCE, name, "User \"" + principal + "\" may not");
    }
    return throughLevers(
        new Call(verb, ServiceProxy.RESOURCE, namespace, name, 0), () -> services.answer(request));
  }

  private String authenticate(ApiRequest request) {
    String header = request.header("authorization");
    if (!header.startsWith("Bearer ")) {
      throw Refusals.unauthorized();
    }
    return cluster
        .environment()
        .authenticate(header.substring("Bearer ".length()))
        .orElseThrow(Refusals::unauthorized);
  }

  private void authorize(String principal, String verb, Target target) {
    String asked = verb.equals("apply") ? "patch" : verb;
    String resource = target.kind().plural();
    String whole = target.part().isEmpty() ? resource : resource + "/" + target.part();
    Access access = new Access(asked, target.kind().group(), whole, target.namespace());
    if (!cluster.environment().authorize(principal, access)) {
      String where =
          target.namespace().isEmpty()
              ? "at the cluster scope"
              : "in the namespace \"" + target.namespace() + "\"";
      throw Refusals.forbidden(
          target.kind().group(),
          resource,
          target.name(),
          "User \""
              + principal
              + "\" cannot "
              + asked
              + " resource \""
              + whole
              + "\" in API group \""
              + target.kind().group()
              + "\" "
              + where);
    }
  }

  private ApiResponse throughLevers(Call call, Supplier<ApiResponse> answers) {
    Levers levers = cluster.levers();
    Levers.Blow blow = levers.strike(call.verb(), call.resource());
    ApiResponse response;
    if (blow == null) {
      response = answer(answers);
    } else {
      response =
          switch (blow.fate()) {
            case FAILS ->
                ApiResponse.error(
                    blow.error() == null ? Refusals.internal("a lever") : blow.error());
            case REQUEST_LOST -> new ApiResponse.Broken();
            case ANSWER_LOST -> {
              answer(answers);
              yield new ApiResponse.Broken();
            }
          };
    }
    levers.record(
        new Call(call.verb(), call.resource(), call.namespace(), call.name(), code(response)));
    return response;
  }

  private static ApiResponse answer(Supplier<ApiResponse> answers) {
    try {
      return answers.get();
    } catch (ApiException refusal) {
      return ApiResponse.error(refusal);
    }
  }

  private static int code(ApiResponse response) {
    return switch (response) {
      case ApiResponse.Whole whole -> whole.code();
      case ApiResponse.Stream _ -> 200;
      case ApiResponse.Broken _ -> 0;
    };
  }
}
