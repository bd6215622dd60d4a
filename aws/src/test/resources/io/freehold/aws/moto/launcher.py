"""Starts moto_server with its gaps filled, on a port of the system's choice, and says on standard output which.

Ends when its standard input ends: so it never outlives the process that started it, however that one ended.
"""
import json
import logging
import os
import sys
import threading

import gaps
import moto.iam.models as iam
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server


def end_with_parent():
    sys.stdin.buffer.read()
    os._exit(0)


def keep_managed_policies(*words):
    """Every account, and every emptying, loads all of AWS's 1,400 managed policies: 0.5 s. Some are enough."""
    policies = json.loads(iam.aws_managed_policies_data)
    kept = {name: policy for name, policy in policies.items() if any(word in name for word in words)}
    iam.aws_managed_policies_data = json.dumps(kept)


def main():
    gaps.fill()
    keep_managed_policies("EKS", "ContainerRegistry", "EBSCSI")
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, DomainDispatcherApplication(create_backend_app), threaded=True)
    os.environ["MOTO_PORT"] = str(server.port)
    threading.Thread(target=end_with_parent, daemon=True).start()
    print(f"port {server.port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
