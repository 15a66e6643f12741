"""What the engine prints where another stack does not exist."""

import shutil

import pytest

from tests.engine.workbench import Workbench

pytestmark = [
    pytest.mark.engine,
    pytest.mark.skipif(shutil.which("pulumi") is None, reason="no pulumi command on PATH"),
]
SPEC = "../../examples/minimal-aws/landing-zone.yaml"


@pytest.mark.parametrize(
    ("project", "config", "missing"),
    [
        (
            "establishment",
            {"establishment": "centre", "hub": "organization/hds-landing-hub/production"},
            "organization/hds-landing-hub/production",
        ),
        ("hub", {"connections[0]": "centre"}, "organization/hds-landing-establishment/centre"),
    ],
)
def test_a_stack_that_does_not_exist_is_named_without_a_traceback(
    workbench: Workbench, project: str, config: dict[str, str], missing: str
) -> None:
    stack = workbench.stack(workbench.project / "stacks" / project, "centre")
    words = [word for key, value in {"spec": SPEC, **config}.items() for word in ("--plaintext", f"{key}={value}")]
    stack.run("config", "set-all", "--path", *words)
    output = stack.preview(expected=False).output
    assert f'The stack {missing} cannot be read: unknown stack "{missing}". Bring up the ' in output
    assert "Traceback" not in output
