"""Today's program on the stored states of every release: nothing is replaced, nothing that matters is lost."""

import json
from pathlib import Path

import pulumi
import pytest

from hds_landing import __version__
from hds_landing.clouds import draw
from hds_landing.inventory.resource import Inventory
from hds_landing.inventory.state_export import read_state
from hds_landing.rehearsal.upgrade.preview import preview_upgrade
from hds_landing.rehearsal.upgrade.upgrade import Action, Upgrade
from tests.rehearsed_examples import EXAMPLES, planned
from tests.upgrades.releases import STORED, example_of, stored_state, stored_text
from tests.upgrades.upgraded import upgraded

MINIMAL_AWS = f"{__version__}/minimal-aws.json.xz"


def changed_state(old: str, new: str, times: int | None = None) -> Inventory:
    """The stored state of the smallest example with one text in it for another."""
    text = stored_text(MINIMAL_AWS)
    assert text.count(old) == (times or text.count(old)) > 0
    return read_state(json.loads(text.replace(old, new)))


def test_this_release_is_stored_for_every_example() -> None:
    assert [f"{__version__}/{example}.json.xz" for example in EXAMPLES] == [
        stored for stored in STORED if stored.startswith(f"{__version__}/")
    ]


@pytest.mark.slow
@pytest.mark.parametrize("stored", STORED)
def test_an_upgrade_replaces_nothing_and_loses_nothing_stateful(stored: str) -> None:
    upgrade = upgraded(example_of(stored), stored_state(stored))
    assert len(upgrade.of(Action.SAME)) > 50
    problems = "\n".join(upgrade.problems())
    assert problems == "", f"{stored}:\n{problems}"


def test_a_stored_release_is_not_written_over(tmp_path: Path) -> None:
    from examples.record_release import record

    kept = tmp_path / "minimal-aws.json.xz"
    kept.write_bytes(b"as users have it")
    with pytest.raises(SystemExit, match="stored already"):
        record(tmp_path, again=False)
    assert kept.read_bytes() == b"as users have it"


KEYS = "::exemple-centre-keys"
NETWORK = "hds-aws:index:NetworkSpoke"


def with_alias(component: str, **alias: str) -> Upgrade:
    """Today's program, with an alias on one component, on a state in which it stands otherwise."""
    old, new = (KEYS, "::centre-secrets") if "name" in alias else (NETWORK, "hds-aws:index:SpokeNetwork")
    plan = planned("minimal-aws").plan

    def aliased(args: pulumi.ResourceTransformArgs) -> pulumi.ResourceTransformResult | None:
        if args.name != component:
            return None
        options = pulumi.ResourceOptions(aliases=[pulumi.Alias(**alias)])
        return pulumi.ResourceTransformResult(args.props, pulumi.ResourceOptions.merge(args.opts, options))

    def program() -> None:
        pulumi.runtime.register_resource_transform(aliased)
        draw(plan)

    return preview_upgrade(program, changed_state(old, new), cloud="aws")


def test_a_component_that_had_another_name_is_missed_with_the_alias_that_it_needs() -> None:
    upgrade = upgraded("minimal-aws", changed_state(KEYS, "::centre-secrets"))
    told = list(upgrade.problems())
    assert "needs aliases=[pulumi.Alias(name='centre-secrets')]" in told[0]
    keys = [each for each in told if "aws:kms/key:Key" in each]
    assert len(keys) == 4
    assert all(each.startswith("delete ") and "(protected; retained; stateful)" in each for each in keys)
    assert [each for each in told if "aws:kms/alias:Alias" in each] == []  # nothing is lost with an alias
    assert told[-1].endswith(
        "BackupVault$aws:backup/vault:Vault::exemple-centre-backup-vault: kmsKeyArn (protected; retained; stateful)"
    )
    assert {change.type for change in upgrade.of(Action.CREATE)} >= {"aws:kms/key:Key", "hds-aws:index:EncryptionKeys"}


def test_with_that_alias_the_component_and_its_children_are_found() -> None:
    upgrade = with_alias("exemple-centre-keys", name="centre-secrets")
    assert list(upgrade.problems()) == []
    assert upgrade.of(Action.CREATE, Action.DELETE, Action.REPLACE) == ()
    formerly = [change.formerly for change in upgrade.changes if change.formerly]
    assert len(formerly) == 9
    assert all("::centre-secrets" in urn for urn in formerly)


def test_a_component_that_had_another_type_is_missed_with_the_alias_that_it_needs() -> None:
    told = list(upgraded("minimal-aws", changed_state(NETWORK, "hds-aws:index:SpokeNetwork")).problems())
    assert "needs aliases=[pulumi.Alias(type_='hds-aws:index:SpokeNetwork')]" in told[0]
    found = with_alias("exemple-centre-network", type_="hds-aws:index:SpokeNetwork")
    assert list(found.problems()) == []
    assert found.of(Action.CREATE, Action.DELETE, Action.REPLACE) == ()


def test_a_changed_range_is_a_replacement() -> None:
    told = list(
        upgraded("minimal-aws", changed_state('"cidrBlock": "10.64.16.0/', '"cidrBlock": "10.65.16.0/')).problems()
    )
    assert [each for each in told if each.startswith("replace") and "::exemple-centre-network-vpc: cidrBlock" in each]


def test_a_changed_tag_is_an_update() -> None:
    upgrade = upgraded("minimal-aws", changed_state('"cost-centre": "', '"cost-centre": "former-'))
    assert list(upgrade.problems()) == []
    updated = upgrade.of(Action.UPDATE)
    assert len(updated) > 20
    assert {name for change in updated for name in change.properties} == {
        "rules",
        "tags",
        "tagsAll",
    }  # rules: backups carry tags as well
    assert upgrade.of(Action.CREATE, Action.DELETE) == ()
