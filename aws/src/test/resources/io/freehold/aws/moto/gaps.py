"""What moto 5.2.1 lacks and an infrastructure needs. Ours: what passes only with this proves nothing about moto.

EC2: the filter by endpoint id; tag filters of NAT gateways, which moto ignores.
EKS: the access and upgrade settings of a cluster, which moto forgets; add-ons, access entries with their policies, pod identity associations, updates of the version. All is there at once.
IAM: policies that a CloudFormation template has within a role, which moto hands out as Python instead of JSON.
A Kubernetes API that answers, where the environment names one.
"""
import json
import os
import re
import uuid
from datetime import datetime, timezone
from urllib.parse import parse_qs, unquote, urlsplit

from moto.ec2.models.nat_gateways import NatGatewayBackend
from moto.ec2.models.vpcs import VPCEndPoint
from moto.eks import urls
from moto.eks.exceptions import ResourceInUseException, ResourceNotFoundException
from moto.eks.models import eks_backends
from moto.eks.responses import EKSResponse
from moto.iam.models import Role, get_account_id_from

moto_create_cluster = EKSResponse.create_cluster


def fill():
    endpoint_filter = VPCEndPoint.get_filter_value
    VPCEndPoint.get_filter_value = lambda self, name, method=None: (
        self.id if name == "vpc-endpoint-id" else endpoint_filter(self, name, method)
    )
    nat_gateways = NatGatewayBackend.describe_nat_gateways
    NatGatewayBackend.describe_nat_gateways = lambda self, filters, ids: [
        gateway for gateway in nat_gateways(self, filters, ids) if has_tags(gateway, filters or {})
    ]
    put_policy = Role.put_policy
    Role.put_policy = lambda self, name, document: put_policy(
        self, name, document if isinstance(document, str) else json.dumps(document)
    )
    EKSResponse.create_cluster = create_cluster
    for part in ("addons", "access-entries", "pod-identity-associations", "updates"):
        urls.url_paths["{0}/clusters/(?P<name>[^/]+)/" + part + "$"] = eks
        urls.url_paths["{0}/clusters/(?P<name>[^/]+)/" + part + "/(?P<rest>.+)$"] = eks
    urls.url_paths[r"{0}/clusters/(?P<name>[^/]+)/node-groups/(?P<group>[^/]+)/update-version$"] = eks


def create_cluster(self):
    result = moto_create_cluster(self)
    cluster = self.eks_backend.clusters[self._get_param("name")]
    cluster.access_config = self._get_param("accessConfig")
    cluster.upgrade_policy = self._get_param("upgradePolicy")
    if "FREEHOLD_CLUSTER_ENDPOINT" in os.environ:
        cluster.endpoint = os.environ["FREEHOLD_CLUSTER_ENDPOINT"]
        cluster.certificate_authority = {"data": os.environ["FREEHOLD_CLUSTER_AUTHORITY"]}
    return result


def has_tags(resource, filters):
    tags = {tag["key"]: tag["value"] for tag in resource.get_tags()}
    return all(tags.get(name[4:]) in values for name, values in filters.items() if name.startswith("tag:"))


def eks(request, full_url, headers):
    raw = urlsplit(request.environ.get("RAW_URI") or request.environ["REQUEST_URI"])
    path = [unquote(part) for part in raw.path.strip("/").split("/")]
    body = json.loads(request.get_data() or b"{}")
    key, scope = re.search(r"Credential=([^/]+)/\d+/([^/]+)/", request.headers["Authorization"]).groups()
    try:
        clusters = eks_backends[get_account_id_from(key)][scope].clusters
        if path[1] not in clusters:
            raise ResourceNotFoundException(message=f"No cluster found for name: {path[1]}.")
        cluster = clusters[path[1]]
        # The store is the cluster's own, so that it goes with it.
        store = cluster.__dict__.setdefault("gaps", {})
        answer = Eks(cluster, store, body, parse_qs(raw.query)).answer(request.method, path[2:])
        return 200, {"Content-Type": "application/json"}, json.dumps(answer)
    except (ResourceInUseException, ResourceNotFoundException) as e:
        return e.STATUS, {"Content-Type": "application/json", "x-amzn-ErrorType": e.TYPE}, e.description


class Eks:
    """One request to what belongs to one cluster."""

    def __init__(self, cluster, store, body, query):
        self.cluster, self.store, self.body, self.query = cluster, store, body, query

    def answer(self, method, path):
        match method, path:
            case "POST", ["addons"]:
                return {"addon": self.add("addons", self.body["addonName"], self.addon())}
            case "GET", ["addons"]:
                return {"addons": list(self.all("addons"))}
            case "GET", ["addons", name]:
                return {"addon": self.get("addons", name)}
            case "POST", ["addons", name, "update"]:
                self.change("addons", name, "addonVersion", "configurationValues", "serviceAccountRoleArn")
                return self.update("AddonUpdate")
            case "DELETE", ["addons", name]:
                return {"addon": self.remove("addons", name)}
            case "POST", ["access-entries"]:
                return {"accessEntry": self.add("access-entries", self.body["principalArn"], self.entry())}
            case "GET", ["access-entries"]:
                return {"accessEntries": list(self.all("access-entries"))}
            case "GET", ["access-entries", arn]:
                return {"accessEntry": self.get("access-entries", arn)}
            case "POST", ["access-entries", arn]:
                return {"accessEntry": self.change("access-entries", arn, "kubernetesGroups", "username")}
            case "DELETE", ["access-entries", arn]:
                self.all("policies of " + arn).clear()
                self.remove("access-entries", arn)
                return {}
            case "POST", ["access-entries", arn, "access-policies"]:
                self.get("access-entries", arn)
                policy = {name: self.body[name] for name in ("policyArn", "accessScope")}
                self.all("policies of " + arn)[policy["policyArn"]] = policy
                return {"clusterName": self.cluster.name, "principalArn": arn, "associatedAccessPolicy": policy}
            case "GET", ["access-entries", arn, "access-policies"]:
                self.get("access-entries", arn)
                return {"associatedAccessPolicies": list(self.all("policies of " + arn).values())}
            case "DELETE", ["access-entries", arn, "access-policies", policy]:
                self.remove("policies of " + arn, policy)
                return {}
            case "POST", ["pod-identity-associations"]:
                return {"association": self.associate()}
            case "GET", ["pod-identity-associations"]:
                return {"associations": [self.summary(one) for one in self.all("pod-identity").values()]}
            case "GET", ["pod-identity-associations", id]:
                return {"association": self.get("pod-identity", id)}
            case "POST", ["pod-identity-associations", id]:
                return {"association": self.change("pod-identity", id, "roleArn", "disableSessionTags")}
            case "DELETE", ["pod-identity-associations", id]:
                return {"association": self.remove("pod-identity", id)}
            case "POST", ["updates"]:
                self.cluster.version = self.body["version"]
                return self.update("VersionUpdate")
            case "POST", ["node-groups", name, "update-version"]:
                if name not in self.cluster.nodegroups:
                    raise ResourceNotFoundException(message=f"No node group found for name: {name}.")
                group = self.cluster.nodegroups[name]
                group.version = self.body.get("version", self.cluster.version)
                group.launch_template = self.body.get("launchTemplate", group.launch_template)
                return self.update("VersionUpdate")
            case "GET", ["updates"]:
                return {"updateIds": list(self.all("updates"))}
            case "GET", ["updates", id]:
                return {"update": self.get("updates", id)}
        raise ResourceNotFoundException(message=f"{method} {path} is not among the gaps that are filled.")

    def addon(self):
        default = {"addonVersion": "v1.0.0-eksbuild.1"}
        return default | self.body | {"status": "ACTIVE", "health": {"issues": []}}

    def entry(self):
        return {"type": "STANDARD", "kubernetesGroups": []} | self.body

    def associate(self):
        where = (self.body["namespace"], self.body["serviceAccount"])
        for one in self.all("pod-identity").values():
            if (one["namespace"], one["serviceAccount"]) == where:
                raise ResourceInUseException(message=f"Association already exists: {one['associationId']}")
        id = "a-" + uuid.uuid4().hex[:17]
        return self.add("pod-identity", id, {"disableSessionTags": False} | self.body | {"associationId": id})

    @staticmethod
    def summary(association):
        kept = ("clusterName", "namespace", "serviceAccount", "associationId", "associationArn")
        return {name: association[name] for name in kept if name in association}

    def all(self, kind):
        return self.store.setdefault(kind, {})

    def get(self, kind, name):
        if name not in self.all(kind):
            raise ResourceNotFoundException(message=f"{name} was not found in {kind} of {self.cluster.name}")
        return self.all(kind)[name]

    def add(self, kind, name, what):
        if name in self.all(kind):
            raise ResourceInUseException(message=f"{name} already exists in {kind} of {self.cluster.name}")
        arn = f"{self.cluster.arn}/{kind}/{name}"
        self.all(kind)[name] = {"tags": {}} | what | {"clusterName": self.cluster.name, "associationArn": arn}
        return self.all(kind)[name]

    def change(self, kind, name, *fields):
        self.get(kind, name).update({field: self.body[field] for field in fields if field in self.body})
        return self.get(kind, name)

    def remove(self, kind, name):
        gone = self.get(kind, name)
        del self.all(kind)[name]
        return gone

    def update(self, kind):
        id = str(uuid.uuid4())
        now = datetime.now(timezone.utc).timestamp()
        self.all("updates")[id] = {"id": id, "type": kind, "status": "Successful", "createdAt": now, "errors": []}
        return {"update": self.all("updates")[id]}
