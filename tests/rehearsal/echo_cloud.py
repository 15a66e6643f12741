"""An embedded cloud that gives back what it is given."""

from hashlib import sha256

from hds_landing.rehearsal.embedded_cloud import Created, Refused


class EchoCloud:
    packages = frozenset({"aws"})

    def __init__(self, outputs=None, refuse=()):
        self.outputs = outputs or {}
        self.refuse = set(refuse)
        self.created = []
        self.invoked = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def create(self, registration):
        self.created.append(registration)
        if registration.name in self.refuse:
            raise Refused(f"no {registration.name} today: {dict(registration.inputs)}")
        identity = registration.name + "-" + sha256(registration.urn.encode()).hexdigest()[:8]
        return Created(identity, {**registration.inputs, **self.outputs.get(registration.name, {})}, exercised=False)

    def read(self, registration, identity):
        if identity == "nowhere":
            raise Refused("there is no such thing")
        return Created(identity, {"arn": f"arn:{identity}"}, exercised=False)

    def invoke(self, token, args, registration):
        self.invoked.append((token, dict(args), registration))
        if token.endswith("getCallerIdentity"):
            return {"accountId": registration.account_id or "111122223333", "arn": "a", "userId": "u", "id": "i"}
        raise Refused(f"{token} is not known")
