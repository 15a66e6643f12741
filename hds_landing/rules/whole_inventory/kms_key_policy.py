"""KMS keys with the policies that stand beside them: one of their own, and nobody who both administers and uses."""

from collections.abc import Iterator
from typing import Final

from hds_landing.inventory.graph import InventoryGraph
from hds_landing.inventory.resource import UNKNOWN, Resource
from hds_landing.rules.aws.key_management import KEYS, REQUIREMENTS
from hds_landing.rules.aws.policy_document import UNREADABLE, Statement, refusals, statements
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Undetermined, worst
from hds_landing.rules.properties import ABSENT, Found, find_one
from hds_landing.rules.rule import Rule, WholeInventoryRule
from hds_landing.rules.type_tokens import current_token

KEY_POLICY: Final = "aws:kms/keyPolicy:KeyPolicy"

_ADMINISTRATION: Final = ("kms:putkeypolicy", "kms:schedulekeydeletion", "kms:disablekey")
_USE: Final = ("kms:decrypt", "kms:generatedatakey")
_DEFAULT_POLICY: Final = "no policy of its own: whoever the account's own policies let may use and destroy the key"


def _policies(key: Resource, graph: InventoryGraph) -> tuple[list[Found], bool]:
    """The policies of a key that are set, and whether there may be another."""
    companions = graph.companions(key, current_token(key.type), KEY_POLICY, "keyId")
    documents = [find_one(resource.inputs, "policy") for resource in (key, *companions.found)]
    return [document for document in documents if document.value not in (ABSENT, "")], companions.undetermined


def _own_policy(key: Resource, graph: InventoryGraph) -> Judgement:
    documents, maybe_more = _policies(key, graph)
    if any(document.value is not UNKNOWN for document in documents):
        return None
    if documents or maybe_more:
        return Undetermined("a policy is there that is not known yet")
    return _DEFAULT_POLICY


def _separated(key: Resource, graph: InventoryGraph) -> Judgement:
    documents, maybe_more = _policies(key, graph)
    if documents:
        return worst(_judge_document(document) for document in documents)
    return Undetermined("a policy is there that is not known yet") if maybe_more else NOT_APPLICABLE


def _judge_document(document: Found) -> Judgement:
    if document.value is UNKNOWN:
        return Undetermined(f"{document.path} is not known yet")
    listed = statements(document.value)
    if listed is None:
        return UNREADABLE
    if any(not each.is_known or each.principals is UNKNOWN for each in listed):
        return Undetermined(f"{document.path}: what it allows is not known yet")
    both = set(_holders(listed, _ADMINISTRATION)) & set(_holders(listed, _USE))
    return f"{document.path}: {len(both)} of its principals both administer and use the key" if both else None


def _holders(listed: tuple[Statement, ...], actions: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for statement in listed:
        if any(statement.allows(action) for action in actions):
            yield from statement.principals


def _administrators_refused(key: Resource, graph: InventoryGraph) -> Judgement:
    documents, _ = _policies(key, graph)
    return worst(_judge_refusals(document) for document in documents) if documents else NOT_APPLICABLE


def _judge_refusals(document: Found) -> Judgement:
    """Where the account's own policies may give the use of a key, they may give it to its administrators."""
    if document.value is UNKNOWN:
        return Undetermined(f"{document.path} is not known yet")
    listed, refused = statements(document.value), refusals(document.value)
    if listed is None or refused is None:
        return UNREADABLE
    if any(not each.is_known or each.principals is UNKNOWN for each in (*listed, *refused)):
        return Undetermined(f"{document.path}: what it allows is not known yet")
    administrators = {each for each in _holders(listed, _ADMINISTRATION) if not _is_account(each)}
    if not administrators or not any(_is_account(each) for each in _holders(listed, _USE)):
        return NOT_APPLICABLE
    free = [each for each in administrators if not all(_is_refused(each, refused, action) for action in _USE)]
    if not free:
        return None
    return f"{document.path}: the account may let {len(free)} of its administrators use the key, and nothing refuses it"


def _is_account(principal: tuple[str, str]) -> bool:
    """Whether a principal stands for whoever the account's own policies name."""
    _, name = principal
    return name == "*" or name.endswith(":root") or name.isdigit()


def _is_refused(principal: tuple[str, str], refused: tuple[Statement, ...], action: str) -> bool:
    return any(each.allows(action) and _speaks_of(each, principal) for each in refused)


def _speaks_of(refusal: Statement, principal: tuple[str, str]) -> bool:
    """A condition leaves a refusal whole where it names the administrator, or excepts only what a service does."""
    if (
        principal not in refusal.principals
        and ("AWS", "*") not in refusal.principals
        and ("*", "*") not in refusal.principals
    ):
        return False
    return refusal.conditions is not UNKNOWN and all(
        (key == "kms:viaservice" and operator.startswith("stringnot"))
        or (
            key == "aws:principalarn"
            and not operator.partition(":")[2]
            and "not" not in operator
            and principal[1] in values
        )
        for operator, key, values in refusal.conditions
    )


RULES: tuple[Rule, ...] = (
    WholeInventoryRule(
        id="aws-kms-key-own-policy",
        title="A KMS key has a policy of its own",
        theme=Theme.KEY_MANAGEMENT,
        severity=Severity.HIGH,
        requirements=(*REQUIREMENTS, "SNC-9.3"),
        fix="Set policy on the key, with its administrators and its users named apart.",
        source="docs.aws.amazon.com, Default key policy",
        types=KEYS,
        joins={KEY_POLICY: ("keyId", "policy")},
        paths=("policy",),
        absence="KMS hands the key to the account, whose own policies decide",
        judge=_own_policy,
    ),
    WholeInventoryRule(
        id="aws-kms-key-duties-separated",
        title="Nobody both administers and uses a KMS key",
        theme=Theme.KEY_MANAGEMENT,
        severity=Severity.MEDIUM,
        requirements=(*REQUIREMENTS, "SNC-9.3", "HDS-EXI-05-D"),
        fix="Split the statements of policy, so that no principal has kms:* nor both kinds of actions.",
        source="SecNumCloud 3.2, 10.5; docs.aws.amazon.com, Key policies in AWS KMS",
        types=KEYS,
        joins={KEY_POLICY: ("keyId", "policy")},
        paths=("policy",),
        absence="a key without a policy of its own is judged by aws-kms-key-own-policy",
        judge=_separated,
    ),
    WholeInventoryRule(
        id="aws-kms-key-administrators-refused-use",
        title="Who administers a KMS key is refused its use, whatever the account's own policies say",
        theme=Theme.KEY_MANAGEMENT,
        severity=Severity.LOW,
        requirements=(*REQUIREMENTS, "SNC-9.3", "HDS-EXI-05-D"),
        fix="Add a statement to policy with Effect Deny, the administrators and kms:Decrypt and kms:GenerateDataKey*.",
        source="docs.aws.amazon.com, Default key policy: the account as a principal lets IAM policies allow access",
        types=KEYS,
        joins={KEY_POLICY: ("keyId", "policy")},
        paths=("policy",),
        absence="a key without a policy of its own is judged by aws-kms-key-own-policy",
        judge=_administrators_refused,
    ),
)
