import json
import os
import subprocess
import sys
from textwrap import dedent

import pytest

from hds_landing.errors import InputError
from hds_landing.inventory.resource import UNKNOWN, Origin, Secret
from hds_landing.rehearsal.program import rehearse

THING = """
    import pulumi

    class Thing(pulumi.CustomResource):
        def __init__(self, name, props=None, opts=None, token="any:index/thing:Thing"):
            super().__init__(token, name, {"made": None, **(props or {})}, opts)

    class Room(pulumi.ComponentResource):
        def __init__(self, name, opts=None):
            super().__init__("my:index:Room", name, None, opts)
"""


def _line(root, text):
    lines = (root / "__main__.py").read_text().splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def test_what_a_program_declares_is_recorded(preview, by_name, region, tmp_path):
    previewed = preview(
        THING
        + """
    assert pulumi.runtime.is_dry_run() and pulumi.get_project() == "p" and pulumi.get_stack() == "s"
    room = Room("room", pulumi.ResourceOptions(protect=True))
    first = Thing("first", {"size": 3, "parts": [{"on": True}]}, pulumi.ResourceOptions(parent=room))
    Thing("second", {"needs": first.made, "size": first.size})  # here
    bucket = Thing("bucket", {"bucket": "data"}, token="aws:s3/bucket:Bucket")
    room.register_outputs({"size": first.size})
    pulumi.export("size", first.size)
    """,
        stacks=region,
    )
    inventory, resources = previewed.inventory, by_name(previewed)
    assert (inventory.origin, inventory.complete) == (Origin.PREVIEW, True)
    assert inventory.config == {"aws:region": "eu-west-3"}
    assert resources["first"].urn == "urn:pulumi:s::p::my:index:Room$any:index/thing:Thing::first"
    assert resources["first"].parent == resources["room"].urn
    assert resources["first"].protect
    assert resources["first"].inputs == {"size": 3, "parts": [{"on": True}]}
    assert resources["first"].id is None
    assert resources["second"].inputs == {"needs": UNKNOWN, "size": 3}
    assert resources["second"].property_dependencies["needs"] == (resources["first"].urn,)
    root = tmp_path / "project"
    assert resources["second"].source == f"{root}/__main__.py:{_line(root, '# here')}"
    assert resources["bucket"].provider_inputs == {"region": "eu-west-3"}
    assert resources["first"].provider_inputs == {}
    assert resources["room"].outputs == {"size": 3}
    assert resources["p-s"].outputs == {"size": 3}
    assert previewed.notes == ()


def test_it_is_said_that_the_project_is_executed_before_it_is(preview, region):
    with pytest.raises(InputError):
        preview("raise SystemExit(3)", stacks=region)
    assert len(preview.announced) == 1
    assert "Executing the Pulumi project" in preview.announced[0]
    assert sys.prefix in preview.announced[0]
    assert "(stack s)" in preview.announced[0]


def test_configuration_reaches_the_program_and_encrypted_values_do_not(preview, by_name):
    previewed = preview(
        THING
        + """
    config = pulumi.Config()
    secret = config.require_secret("password")
    Thing("thing", {
        "size": config.require_int("size"),
        "parts": config.require_object("parts"),
        "password": secret,
        "url": secret.apply(lambda text: f"db://u:{text}@host"),
        "leaked": "db://" + config.require("password"),
        "token": config.require_secret("token"),
    })
    """,
        stacks={
            "s": {
                "config": {
                    "p:size": 3,
                    "p:parts": ["a"],
                    "p:password": {"secure": "v1:abc"},
                    "aws:token": {"secure": "v1:abc"},
                }
            }
        },
        config={"token": {"default": "in-clear", "secret": True}},
    )
    thing = by_name(previewed)["thing"].inputs
    assert (thing["size"], thing["parts"]) == (3, ["a"])
    assert isinstance(thing["password"], Secret)
    assert thing["password"].value is UNKNOWN
    assert isinstance(thing["url"], Secret)
    assert thing["url"].value is UNKNOWN
    assert thing["leaked"] is UNKNOWN
    assert thing["token"] == Secret("in-clear")
    assert previewed.inventory.config == {"p:parts": '["a"]', "p:size": "3"}
    assert "p:password" in previewed.notes[0]


def test_transforms_of_the_stack_and_of_parents_change_what_is_recorded(preview, by_name):
    previewed = preview(
        THING
        + """
    def tag(args):
        if args.custom:
            return pulumi.ResourceTransformResult({**args.props, "tag": "by-stack"}, args.opts)

    async def protect(args):
        if args.custom:
            return pulumi.ResourceTransformResult(
                {**args.props, "room": "yes"},
                pulumi.ResourceOptions.merge(args.opts, pulumi.ResourceOptions(protect=True)),
            )

    pulumi.runtime.register_resource_transform(tag)
    room = Room("room", pulumi.ResourceOptions(transforms=[protect]))
    Thing("inside", {"a": 1}, pulumi.ResourceOptions(parent=room))
    Thing("outside", {"a": 1})
    """
    )
    resources = by_name(previewed)
    assert resources["inside"].inputs == {"a": 1, "room": "yes", "tag": "by-stack"}
    assert resources["inside"].protect
    assert resources["outside"].inputs == {"a": 1, "tag": "by-stack"}
    assert not resources["outside"].protect


def test_a_transform_that_fails_is_told_with_the_resource(preview):
    with pytest.raises(InputError, match=r"(?s)thing: a transform failed: .*no such luck"):
        preview(
            THING
            + """
    def fail(args):
        raise ValueError("no such luck")

    Thing("thing", {}, pulumi.ResourceOptions(transforms=[fail]))
    """
        )


def test_other_stacks_and_what_exists_already_are_unknown(preview, by_name):
    previewed = preview(
        THING
        + """
    hub = pulumi.StackReference("org/hub/prod")
    Thing("spoke", {"hub": hub.get_output("hubId"), "required": hub.require_output("other")})
    existing = Thing("existing", {}, pulumi.ResourceOptions(id="thing-1"))
    Thing("user", {"id": existing.id, "made": existing.made})
    """
    )
    resources = by_name(previewed)
    assert resources["spoke"].inputs == {"hub": UNKNOWN, "required": UNKNOWN}
    assert resources["existing"].external
    assert resources["user"].inputs == {"id": "thing-1", "made": UNKNOWN}
    assert previewed.notes[-1] == (
        "Outputs of other stacks are unknown: org/hub/prod. "
        "Resources that are created from them only later are not seen."
    )


def test_functions_are_answered_where_that_takes_no_cloud(preview, by_name, region):
    previewed = preview(
        THING
        + """
    zones = pulumi.runtime.invoke("aws:index/getRegion:getRegion", {}).value
    image = pulumi.runtime.invoke_output("aws:ec2/getAmi:getAmi", {"mostRecent": True})
    odd = pulumi.runtime.invoke_output("any:index:getOdd", {})
    Thing("thing", {"region": zones["region"], "image": image.apply(lambda found: found["id"]), "odd": odd})
    """,
        stacks=region,
    )
    assert by_name(previewed)["thing"].inputs == {"region": "eu-west-3", "image": UNKNOWN, "odd": UNKNOWN}
    assert "aws:index/getRegion:getRegion" in previewed.notes[0]
    assert "any:index:getOdd, aws:ec2/getAmi:getAmi" in previewed.notes[1]


def test_an_sdk_that_knows_no_unknown_answers_is_refused_rather_than_told_nothing(preview):
    with pytest.raises(
        InputError, match=r"(?s)only the cloud can answer it.*Only the cloud can answer: any:index:getOdd"
    ):
        preview(
            THING
            + """
    pulumi.log.debug('hds-landing: sdk {"unknownInvokes": false}')
    pulumi.runtime.invoke("any:index:getOdd", {})
    """
        )


def test_packages_hooks_and_wishes_for_an_engine_are_taken(preview, by_name):
    previewed = preview(
        THING
        + """
    from pulumi.runtime.settings import register_package

    pulumi.require_pulumi_version(">=3.0.0")
    hook = pulumi.ResourceHook("hook", lambda args: None)
    Thing("thing", {"a": 1}, pulumi.ResourceOptions(hooks=pulumi.ResourceHookBinding(before_create=[hook])))
    package = register_package("terraform-provider", "1.0.0", "", "other", "2.0.0", "e30=")
    pulumi.CustomResource("other:index:Thing", "parameterised", {"a": 2}, package_ref=package)
    pulumi.log.warn("mind the gap")
    """
    )
    assert by_name(previewed)["thing"].inputs == {"a": 1}
    assert by_name(previewed)["parameterised"].inputs == {"a": 2}


def test_a_program_that_cannot_do_without_the_cloud_is_told_what_to_check_instead(preview):
    with pytest.raises(
        InputError, match=r"(?s)Only the cloud can answer: any:index:getOdd.*check what `pulumi preview"
    ):
        preview(THING + '\n    pulumi.runtime.invoke("any:index:getOdd", {}).value["id"]\n')


@pytest.mark.parametrize(
    ("program", "told"),
    [
        ('Thing("a", {})\n    Thing("a", {})  # again', "duplicate URN: already declared at"),
        ('pulumi.log.error("it is no good")', "it is no good"),
        ('raise pulumi.RunError("refused by the program")', "error: refused by the program"),
        ('pulumi.Config().require("missing")', "p:missing"),
        ("import no_such_package", "ModuleNotFoundError: No module named 'no_such_package'"),
        ("def broken(:", "SyntaxError"),
        ("1 / 0", "ZeroDivisionError"),
        ('Thing("a", {}).urn.apply(lambda urn: 1 / 0)', "ZeroDivisionError"),
        ("raise SystemExit(7)", "exit code 7"),
        ("import os; os._exit(0)", "left before its resources were registered"),
        ("pass", "declares no resource"),
    ],
)
def test_a_program_that_fails_is_bad_input_with_its_own_words(preview, program, told):
    with pytest.raises(InputError) as failed:
        preview(f"{THING}\n    {program}\n")
    assert told in str(failed.value)


def test_the_traceback_begins_in_the_program(preview, tmp_path):
    with pytest.raises(InputError) as failed:
        preview(THING + "\n    def deep():\n        raise ValueError('deep')\n\n    deep()\n")
    told = str(failed.value)
    root = tmp_path / "project"
    assert f'__main__.py", line {_line(root, "raise ValueError")}' in told
    assert "run_program" not in told
    assert "runpy" not in told


def test_a_remote_component_is_refused_with_what_to_do(preview):
    with pytest.raises(InputError, match=r"x: my:index:Remote is a remote component.*pulumi preview --json"):
        preview(THING + "\n    pulumi.ComponentResource('my:index:Remote', 'x', {}, remote=True)\n")


def test_a_configured_secret_is_not_in_the_message(preview):
    with pytest.raises(InputError) as failed:
        preview(
            "import pulumi\nraise ValueError('hunter2 ' + pulumi.Config().require('token'))",
            config={"token": {"default": "hunter2", "secret": True}},
        )
    assert "hunter2" not in str(failed.value)
    assert "ValueError: [secret]" in str(failed.value)


def test_a_program_that_does_not_end_is_killed_with_what_it_started(preview, tmp_path):
    pid_file = tmp_path / "pid"
    program = f"""
    import subprocess, sys, time
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    open({str(pid_file)!r}, "w").write(str(child.pid))
    while True:
        time.sleep(1)
    """
    with pytest.raises(InputError, match="did not end within 3 seconds and was killed"):
        preview(program, seconds=3)
    state = subprocess.run(["ps", "-o", "stat=", "-p", pid_file.read_text()], capture_output=True, text=True).stdout
    assert state.strip() in ("", "Z")


def test_of_a_flood_only_the_end_is_kept(preview):
    with pytest.raises(InputError) as failed:
        preview("for number in range(300_000):\n    print('flood', number)\nraise ValueError('at last')")
    told = str(failed.value)
    assert "at last" in told
    assert len(told) < 4_000


def test_output_of_a_program_that_succeeds_is_not_shown(preview, capfd):
    preview(THING + "\n    print('chatter')\n    Thing('a', {})\n")
    assert "chatter" not in "".join(capfd.readouterr())


def test_the_program_finds_its_own_files_and_leaves_none(preview, by_name, write_project):
    root = write_project("")
    (root / "values.py").write_text("SIZE = 4\n")
    (root / "size.txt").write_text("5")
    before = sorted(os.listdir(root))
    previewed = preview(
        THING + "\n    import values\n    Thing('a', {'size': values.SIZE, 'text': open('size.txt').read()})\n"
    )
    assert by_name(previewed)["a"].inputs == {"size": 4, "text": "5"}
    assert sorted(os.listdir(root)) == before


def test_credentials_are_not_in_the_environment_of_the_program(preview, by_name, monkeypatch):
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "AKIA")
    monkeypatch.setenv("IMAGE_TAG", "1.2")
    previewed = preview(
        THING
        + """
    import os
    Thing("a", {"tag": os.environ["IMAGE_TAG"], "key": "AWS_SECRET_ACCESS_KEY" in os.environ})
    """
    )
    assert by_name(previewed)["a"].inputs == {"tag": "1.2", "key": False}


PROGRAM = """
import pulumi
import pulumi_aws as aws


def draw():
    provider = aws.Provider("paris", region="eu-west-3")
    key = aws.kms.Key("key", enable_key_rotation=True, opts=pulumi.ResourceOptions(provider=provider, protect=True))
    bucket = aws.s3.Bucket("bucket", bucket="data", tags={"ght": "x"})
    aws.s3.BucketVersioning(
        "versioning",
        bucket=bucket.bucket,
        versioning_configuration={"status": "Enabled"},
        opts=pulumi.ResourceOptions(parent=bucket),
    )
    aws.kms.Alias("alias", name="alias/data", target_key_id=key.id, opts=pulumi.ResourceOptions(provider=provider))
"""


@pytest.mark.slow
def test_a_project_is_what_its_program_is_in_process(preview, region):
    namespace = {}
    exec(compile(dedent(PROGRAM), "program", "exec"), namespace)  # noqa: S102 - the same program twice
    rehearsed = rehearse(namespace["draw"], cloud="aws", project="p", stack="s", config={"aws:region": "eu-west-3"})
    assert not rehearsed.errors
    previewed = preview(PROGRAM + "\ndraw()\n", stacks=region)

    def drawn(inventory):
        return {
            resource.urn: (
                resource.type,
                resource.name,
                resource.parent,
                resource.provider,
                resource.protect,
                resource.dependencies,
                resource.property_dependencies,
            )
            for resource in inventory
        }

    assert drawn(previewed.inventory) == drawn(rehearsed.inventory)
    in_process = {resource.urn: resource.inputs for resource in rehearsed.inventory}
    unknown = []
    for resource in previewed.inventory:
        assert resource.inputs.keys() == in_process[resource.urn].keys()
        for name, value in resource.inputs.items():
            if value is UNKNOWN:
                unknown.append(f"{resource.name}.{name}")
            else:
                assert value == in_process[resource.urn][name]
    assert unknown == ["alias.targetKeyId"]


@pytest.mark.slow
def test_check_judges_a_project_by_its_stack(write_project, capsys):
    from hds_landing.cli import main

    root = write_project(
        "import pulumi_aws as aws\naws.s3.Bucket('data', bucket='data')\n",
        stacks={"paris": {"config": {"aws:region": "eu-west-3"}}, "ohio": {"config": {"aws:region": "us-east-2"}}},
    )
    assert main(["check", str(root)]) == 2
    assert "several stacks: ohio, paris" in capsys.readouterr().err

    failed = {}
    for stack in ("paris", "ohio"):
        main(["check", str(root), "--stack", stack, "--format", "json"])
        printed = capsys.readouterr()
        assert "Executing the Pulumi project" in printed.err
        failed[stack] = {
            finding["rule"]
            for finding in json.loads(printed.out)["findings"]
            if finding["theme"] == "region" and finding["verdict"] == "fail"
        }
    assert not failed["paris"]
    assert failed["ohio"]


def test_a_stack_is_chosen_only_for_a_project(tmp_path, capsys):
    from hds_landing.cli import main

    (tmp_path / "state.json").write_text("{}")
    assert main(["check", str(tmp_path / "state.json"), "--stack", "dev"]) == 2
    assert "--stack" in capsys.readouterr().err
