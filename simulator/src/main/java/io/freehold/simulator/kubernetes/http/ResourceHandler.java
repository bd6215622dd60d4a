package io.freehold.simulator.kubernetes.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.api.ClusterState;
import io.freehold.simulator.kubernetes.api.Deletes;
import io.freehold.simulator.kubernetes.api.WriteOptions;
import io.freehold.simulator.kubernetes.api.WriteOptions.UnknownFields;
import io.freehold.simulator.kubernetes.api.Writes;
import io.freehold.simulator.kubernetes.api.Writes.PatchType;
import io.freehold.simulator.kubernetes.api.Written;
import io.freehold.simulator.kubernetes.environment.Access;
import io.freehold.simulator.kubernetes.kind.ResourceKind;
import io.freehold.simulator.kubernetes.status.Cause;
import io.freehold.simulator.kubernetes.status.Refusals;
import io.freehold.simulator.kubernetes.store.ObjectKey;
import io.freehold.simulator.kubernetes.store.Selector;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Answers requests for objects. */
final class ResourceHandler {
  private final ClusterPort cluster;
  private final ClusterState state;
  private final Writes writes;
  private final Deletes deletes;
  private final Listing listing;
  private final Scale scale;

  ResourceHandler(ClusterPort cluster) {
    this.cluster = cluster;
    this.state = cluster.state();
    this.writes = new Writes(state);
    this.deletes = new Deletes(state);
    this.listing = new Listing(state);
    this.scale = new Scale(writes);
  }

  ApiResponse answer(ApiRequest request, Target target, String verb) {
    cluster.catchUp();
    if (!target.part().isEmpty()) {
      return part(request, target, verb);
    }
    return switch (verb) {
      case "get" -> shown(request, target.kind(), locked(() -> get(target)));
      case "list" -> list(request, target);
      case "watch" -> watch(request, target);
      case "create" -> create(request, target);
      case "update" -> {
        ObjectNode body = body(request);
        yield written(
            request,
            target.kind(),
            () -> writes.update(target.kind(), target.key(), "", body, options(request)));
      }
      case "patch", "apply" -> patch(request, target, "");
      case "delete" -> delete(request, target);
      case "deletecollection" -> deleteAll(request, target);
      default -> throw Refusals.methodNotAllowed();
    };
  }

  private ApiResponse part(ApiRequest request, Target target, String verb) {
    ResourceKind kind = target.kind();
    String part = target.part();
    if (part.equals("scale") && kind.traits().scale()) {
      return switch (verb) {
        case "get" -> ApiResponse.json(200, locked(() -> scale.of(get(target))));
        case "update", "patch" -> {
          JsonNode body = Json.parse(request.body());
          WriteOptions options = options(request);
          PatchType type = verb.equals("patch") ? patchType(request) : PatchType.MERGE;
          yield ApiResponse.json(
              200, locked(() -> scale.set(kind, target.key(), get(target), type, body, options)));
        }
        default -> throw Refusals.methodNotAllowed();
      };
    }
    boolean namespaceFinalize =
        part.equals("finalize") && target.key().resource().equals(ClusterState.NAMESPACES);
    if (!namespaceFinalize && !(part.equals("status") && kind.traits().status())) {
      throw Refusals.noSuchPath();
    }
    String subresource = namespaceFinalize ? "" : part;
    return switch (verb) {
      case "get" -> shown(request, kind, locked(() -> get(target)));
      case "update" -> {
        ObjectNode body = body(request);
        yield written(
            request,
            kind,
            () -> writes.update(kind, target.key(), subresource, body, options(request)));
      }
      case "patch", "apply" -> patch(request, target, subresource);
      default -> throw Refusals.methodNotAllowed();
    };
  }

  private ObjectNode get(Target target) {
    ObjectNode object =
        state
            .find(target.key())
            .orElseThrow(() ->
                Refusals.notFound(target.kind().group(), target.kind().plural(), target.name()));
    return Writes.inVersion(target.kind(), object);
  }

  private ApiResponse list(ApiRequest request, Target target) {
    Predicate<JsonNode> taken = selector(request, target.kind());
    String limit = request.parameter("limit");
    int most = limit.isEmpty() ? 0 : Integer.parseInt(limit);
    String from = request.parameter("continue");
    ObjectNode list =
        locked(() -> listing.list(target.kind(), target.namespace(), taken, most, from));
    return TableView.wanted(request)
        ? ApiResponse.json(200, TableView.ofList(target.kind(), list, state.now()))
        : ApiResponse.json(200, list);
  }

  private ApiResponse watch(ApiRequest request, Target target) {
    if (request.header("upgrade").equalsIgnoreCase("websocket")) {
      // Watches come as a plain stream only; clients that ask for a WebSocket then fall back.
      return ApiResponse.text(200, "");
    }
    String revision = request.parameter("resourceVersion");
    long since = revision.isEmpty() ? 0 : Long.parseLong(revision);
    boolean initial = request.flag("sendInitialEvents");
    return new ApiResponse.Stream(
        new WatchStream(
            cluster,
            target.kind(),
            target.namespace(),
            selector(request, target.kind()),
            new WatchStream.Options(
                initial ? 0 : since,
                initial,
                request.flag("allowWatchBookmarks"),
                timeout(request),
                TableView.wanted(request))));
  }

  private static long timeout(ApiRequest request) {
    String seconds = request.parameter("timeoutSeconds");
    return seconds.isEmpty() ? 1800 : Long.parseLong(seconds);
  }

  private static Predicate<JsonNode> selector(ApiRequest request, ResourceKind kind) {
    String fields = request.parameter("fieldSelector");
    if (kind.custom()) {
      for (String term : fields.isEmpty() ? new String[0] : fields.split(",")) {
        String label = term.split("!?==?")[0];
        if (!label.equals("metadata.name") && !label.equals("metadata.namespace")) {
          throw Refusals.badRequest("field label not supported: " + label);
        }
      }
    }
    return Selector.of(request.parameter("labelSelector"), fields);
  }

  private ApiResponse create(ApiRequest request, Target target) {
    ResourceKind kind = target.kind();
    if (kind.namespaced() && target.namespace().isEmpty()) {
      throw Refusals.methodNotAllowed();
    }
    ObjectNode body = body(request);
    return written(
        request, kind, () -> writes.create(kind, target.namespace(), body, options(request)));
  }

  private ApiResponse patch(ApiRequest request, Target target, String part) {
    PatchType type = patchType(request);
    JsonNode patch = Json.parse(request.body());
    WriteOptions options = options(request);
    if (type == PatchType.APPLY && request.parameter("fieldManager").isEmpty()) {
      throw Refusals.invalid(
          "meta.k8s.io",
          "PatchOptions",
          "",
          List.of(
              new Cause(
                  "FieldValueRequired",
                  "Required value: is required for apply patch",
                  "fieldManager")));
    }
    return written(
        request,
        target.kind(),
        () -> writes.patch(target.kind(), target.key(), part, type, patch, options));
  }

  private static PatchType patchType(ApiRequest request) {
    String type = request.header("content-type");
    return switch (type.split(";")[0].strip()) {
      case "application/json-patch+json" -> PatchType.JSON;
      case "application/merge-patch+json" -> PatchType.MERGE;
      case "application/strategic-merge-patch+json" -> PatchType.STRATEGIC;
      case "application/apply-patch+yaml" -> PatchType.APPLY;
      default -> throw Refusals.unsupportedMediaType(type);
    };
  }

  private ApiResponse delete(ApiRequest request, Target target) {
    Deletes.Options options = DeleteBody.read(request);
    ObjectNode result = locked(() -> deletes.delete(target.kind(), target.key(), options));
    return ApiResponse.json(200, result);
  }

  private ApiResponse deleteAll(ApiRequest request, Target target) {
    Deletes.Options options = DeleteBody.read(request);
    Predicate<JsonNode> taken = selector(request, target.kind());
    ResourceKind kind = target.kind();
    return ApiResponse.json(
        200,
        locked(() -> {
          ObjectNode list = listing.list(kind, target.namespace(), taken, 0, "");
          for (Map.Entry<ObjectKey, ObjectNode> one :
              state.store().keyed(kind.resource(), target.namespace()).entrySet()) {
            if (taken.test(one.getValue())) {
              deletes.delete(kind, one.getKey(), options);
            }
          }
          return list;
        }));
  }

  /** {@code kubectl auth can-i}. */
  ApiResponse selfReview(ApiRequest request, String principal) {
    ObjectNode review = body(request);
    JsonNode asked = review.path("spec").path("resourceAttributes");
    boolean allowed =
        cluster
            .environment()
            .authorize(
                principal,
                new Access(
                    asked.path("verb").asText(),
                    asked.path("group").asText(),
                    asked.path("resource").asText(),
                    asked.path("namespace").asText()));
    review.putObject("status").put("allowed", allowed);
    return ApiResponse.json(201, review);
  }

  private ApiResponse written(ApiRequest request, ResourceKind kind, Supplier<Written> write) {
    Written written = locked(write);
    ObjectNode object = Writes.inVersion(kind, written.object());
    int code = written.created() ? 201 : 200;
    return TableView.wanted(request)
        ? ApiResponse.json(code, TableView.ofOne(kind, object, state.now()), written.warnings())
        : ApiResponse.json(code, object, written.warnings());
  }

  private ApiResponse shown(ApiRequest request, ResourceKind kind, ObjectNode object) {
    return TableView.wanted(request)
        ? ApiResponse.json(200, TableView.ofOne(kind, object, state.now()))
        : ApiResponse.json(200, object);
  }

  private <T> T locked(Supplier<T> work) {
    state.lock().lock();
    try {
      return work.get();
    } finally {
      state.lock().unlock();
    }
  }

  private static ObjectNode body(ApiRequest request) {
    if (request.header("content-type").contains("protobuf")) {
      throw Refusals.unsupportedMediaType(request.header("content-type"));
    }
    if (Json.parse(request.body()) instanceof ObjectNode object) {
      return object;
    }
    throw Refusals.badRequest("the body of the request is not an object");
  }

  private static WriteOptions options(ApiRequest request) {
    String manager = request.parameter("fieldManager");
    String agent = request.header("user-agent");
    UnknownFields unknown =
        switch (request.parameter("fieldValidation")) {
          case "Strict" -> UnknownFields.STRICT;
          case "Ignore" -> UnknownFields.IGNORE;
          case "", "Warn" -> UnknownFields.WARN;
          default ->
              throw Refusals.badRequest(
                  "fieldValidation: found '"
                      + request.parameter("fieldValidation")
                      + "', needed Ignore, Warn or Strict");
        };
    return new WriteOptions(
        !manager.isEmpty() ? manager : agent.isEmpty() ? "unknown" : agent.split("/")[0],
        request.parameter("dryRun").equals("All"),
        request.flag("force"),
        unknown);
  }
}
