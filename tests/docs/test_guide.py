"""The guide's commands are real, its links lead somewhere, and both languages say the same."""

import re
import shlex
from pathlib import Path

import pytest
import yaml

from hds_landing.cli import _parser
from hds_landing.commands.init import _files
from hds_landing.plan.landing_zone import plan_landing_zone
from hds_landing.plan.ledger import AddressLedger
from hds_landing.spec.landing_zone import LandingZoneSpec
from tests.plan.planned_specs import TODAY, raw_spec

ROOT = Path(__file__).parent.parent.parent
GUIDE = ROOT / "docs" / "guide"
ENGLISH, FRENCH = GUIDE / "README.md", GUIDE / "LISEZMOI.md"
LANGUAGES = pytest.mark.parametrize("guide", [ENGLISH, FRENCH], ids=lambda guide: guide.name)
FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)
PULUMI = {
    "login": set(),
    "cancel": set(),
    "import": set(),
    "up": {"--stack", "--policy-pack"},
    "refresh": {"--stack"},
    "preview": {"--stack", "--json", "--show-sames", "--expect-no-changes", "--diff"},
    "destroy": {"--exclude-protected"},
    "stack init": {"--secrets-provider"},
    "stack output": {"--stack"},
    "stack export": {"--stack", "--file"},
    "stack import": {"--stack", "--file"},
    "stack change-secrets-provider": {"--stack"},
}
"""The commands and options of Pulumi's CLI that the guide may use, read in its help texts of August 2026."""


def fenced(guide: Path) -> list[tuple[str, str]]:
    return [(match[2], match[3]) for match in FENCE.finditer(guide.read_text(encoding="utf-8"))]


def commands(guide: Path, program: str) -> list[list[str]]:
    """In fences and in running text."""
    text = guide.read_text(encoding="utf-8")
    lines = [line.strip() for _, block in fenced(guide) for line in block.splitlines()]
    lines += re.findall(r"`([^`\n]+)`", FENCE.sub("", text))
    words = [shlex.split(line, comments=True) for line in lines if re.match(rf"(\S*/)?{program} ", line)]
    return [each[1:] for each in words]


@LANGUAGES
def test_every_command_of_ours_is_accepted(guide: Path) -> None:
    found = commands(guide, "hds-landing")
    assert {words[0] for words in found} == {"init", "validate", "plan", "rehearse", "check"}
    for words in found:
        assert _parser().parse_args(words).command == words[0]


@LANGUAGES
def test_every_command_of_pulumis_is_known(guide: Path) -> None:
    found = commands(guide, "pulumi")
    used = set()
    for words in found:
        command = " ".join(words[:2]) if words[0] == "stack" else words[0]
        assert command in PULUMI, words
        assert {word for word in words if word.startswith("--")} <= PULUMI[command], words
        used.add(command)
    assert {"login", "up", "preview", "stack init", "stack import", "stack change-secrets-provider"} <= used


@LANGUAGES
def test_links_lead_somewhere(guide: Path) -> None:
    targets = re.findall(r"\]\(([^)]+)\)", guide.read_text(encoding="utf-8"))
    local = [target for target in targets if not target.startswith("https://")]
    assert len(local) >= 4
    assert [target for target in local if not (guide.parent / target).exists()] == []


@LANGUAGES
def test_folders_and_files_are_those_that_init_writes(guide: Path) -> None:
    written = set()
    for stacks in ("one", "per-establishment"):
        arguments = _parser().parse_args(["init", "x", "--cloud", "azure", "--stacks", stacks])
        written |= {path for path, _ in _files(arguments)}
    folders = {path.partition("/")[0] for path in written}
    text = guide.read_text(encoding="utf-8")
    named = set(re.findall(r"`(bootstrap/[\w.]+|hub/|establishment/)`", text)) | {"bootstrap/Pulumi.production.yaml"}
    entered = {
        block.strip().split()[1] for _, text in fenced(guide) for block in text.splitlines() if block[:3] == "cd "
    }
    assert entered == {"bootstrap", "landing-zone"} <= folders
    assert {name for name in named if name not in written and name.rstrip("/") not in folders} == set()


def test_both_languages_have_the_same_sections_commands_and_sources() -> None:
    texts = [guide.read_text(encoding="utf-8") for guide in (ENGLISH, FRENCH)]
    levels = [re.findall(r"^(#+) ", FENCE.sub("", text), re.MULTILINE) for text in texts]
    assert levels[0] == levels[1]
    assert fenced(ENGLISH) == fenced(FRENCH)
    links = [re.findall(r"https://[^>)\s`]+", text) for text in texts]
    assert links[0] == links[1]
    rows = [len(re.findall(r"^\|", text, re.MULTILINE)) for text in texts]
    assert rows[0] == rows[1]


def test_the_runners_spoke_can_be_planned_and_reaches_its_endpoints() -> None:
    (block,) = (text for language, text in fenced(ENGLISH) if language == "yaml")
    shared = yaml.safe_load(block)["sharedWorkloads"]
    shared["deployment"]["controllers"] = ["alpha"]
    raw = raw_spec("azure", sharedWorkloads=shared)
    plan = plan_landing_zone(LandingZoneSpec.model_validate(raw), AddressLedger(), TODAY)
    access = plan.spokes["shared-deployment"].access
    assert {rule.key for rule in access} == {
        "tier-runner--access--runner--egress",
        "tier-runner--access--access--ingress",
    }


def test_the_readme_leads_to_the_guide() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "docs/guide/README.md" in readme
    assert "docs/guide/LISEZMOI.md" in readme
