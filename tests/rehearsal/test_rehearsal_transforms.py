import asyncio

import pulumi
import pulumi_aws as aws
from echo_cloud import EchoCloud
from pulumi import InvokeTransformResult, ResourceOptions, ResourceTransformResult


def tagging(name, value):
    def transform(args):
        if args.type_ != "aws:kms/key:Key":
            return None
        tags = {**(args.props.get("tags") or {}), name: value, "order": (args.props.get("tags") or {}).get("order", "")}
        return ResourceTransformResult({**args.props, "tags": {**tags, "order": tags["order"] + value}}, args.opts)

    return transform


def tags_of(rehearsal, name):
    return next(resource.inputs.get("tags") for resource in rehearsal.inventory if resource.name == name)


class Group(pulumi.ComponentResource):
    def __init__(self, name, opts=None):
        super().__init__("test:index:Group", name, {}, opts)
        aws.kms.Key(f"{name}-key", opts=ResourceOptions(parent=self, transforms=[tagging("own", "1")]))
        self.register_outputs({})


def test_own_transforms_run_before_those_of_parents_and_those_before_the_stack_s(run):
    def program():
        pulumi.runtime.register_resource_transform(tagging("stack", "3"))
        Group("inside", ResourceOptions(transforms=[tagging("parent", "2")]))
        aws.kms.Key("outside")

    rehearsal = run(program)
    assert rehearsal.errors == ()
    assert tags_of(rehearsal, "inside-key") == {"own": "1", "parent": "2", "stack": "3", "order": "123"}
    assert tags_of(rehearsal, "outside") == {"stack": "3", "order": "3"}


def test_a_transform_may_wait(run):
    async def later(args):
        await asyncio.sleep(0)
        return ResourceTransformResult({**args.props, "description": "later"}, args.opts)

    rehearsal = run(lambda: [aws.kms.Key(f"k{n}", opts=ResourceOptions(transforms=[later])) for n in range(3)] and None)
    assert [r.inputs for r in rehearsal.inventory if r.name.startswith("k")] == [{"description": "later"}] * 3


def test_a_transform_changes_options(run):
    def protecting(args):
        opts = ResourceOptions(protect=True, retain_on_delete=True, additional_secret_outputs=["arn"])
        return ResourceTransformResult(args.props, ResourceOptions.merge(args.opts, opts))

    def program():
        first = aws.kms.Key("first")
        opts = ResourceOptions(transforms=[protecting], depends_on=[first])
        aws.kms.Key("k", opts=opts)

    key = next(r for r in run(program, EchoCloud(outputs={"k": {"arn": "arn:k"}})).inventory if r.name == "k")
    assert (key.protect, key.retain_on_delete) == (True, True)
    assert key.dependencies == ("urn:pulumi:s::p::aws:kms/key:Key::first",)
    assert repr(key.outputs) == "{'arn': [secret]}"


def test_a_transform_that_adds_a_secret_keeps_it_one(run):
    def hiding(args):
        return ResourceTransformResult({**args.props, "description": pulumi.Output.secret("hush")}, args.opts)

    rehearsal = run(lambda: aws.kms.Key("k", opts=ResourceOptions(transforms=[hiding])))
    assert repr(next(r for r in rehearsal.inventory if r.name == "k").inputs) == "{'description': [secret]}"


def test_a_transform_that_fails_fails_its_resource_only(run):
    def failing(args):
        raise ValueError("not this one")

    def program():
        aws.kms.Key("k", opts=ResourceOptions(transforms=[failing]))
        aws.kms.Key("independent")

    rehearsal = run(program)
    assert [error.message for error in rehearsal.errors] == ["a transform failed: ValueError: not this one"]
    assert "independent" in {resource.name for resource in rehearsal.inventory}


def test_legacy_transformations_run_too(run):
    def tag(args):
        return pulumi.ResourceTransformationResult({**args.props, "description": "legacy"}, args.opts)

    rehearsal = run(lambda: aws.kms.Key("k", opts=ResourceOptions(transformations=[tag])))
    assert next(r.inputs for r in rehearsal.inventory if r.name == "k") == {"description": "legacy"}


def test_invoke_transforms_change_what_a_function_is_asked(run):
    cloud = EchoCloud()

    def program():
        pulumi.runtime.register_invoke_transform(
            lambda args: InvokeTransformResult({**args.args, "added": "yes"}, args.opts)
        )
        aws.kms.Key("k", description=aws.get_caller_identity_output().account_id)

    assert run(program, cloud).errors == ()
    assert cloud.invoked[0][1] == {"added": "yes"}


def test_transforms_do_not_outlive_their_run(run):
    run(lambda: pulumi.runtime.register_resource_transform(tagging("stack", "1")))
    assert tags_of(run(lambda: aws.kms.Key("k")), "k") is None
