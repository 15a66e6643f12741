import os
import urllib.error
import urllib.request

import pulumi
import pulumi_aws as aws
import pytest
from echo_cloud import EchoCloud

from hds_landing.errors import ComponentArgsError
from hds_landing.inventory.resource import UNKNOWN, Origin, Secret
from hds_landing.rehearsal.program import rehearse

KEY = "urn:pulumi:s::p::aws:kms/key:Key::"
VPC = "urn:pulumi:s::p::aws:ec2/vpc:Vpc::"


class Parent(pulumi.ComponentResource):
    def __init__(self, name, build, opts=None):
        super().__init__("test:index:Parent", name, {}, opts)
        self.built = build(pulumi.ResourceOptions(parent=self))
        self.register_outputs({"keyId": self.built.id})


def by_name(rehearsal):
    return {resource.name: resource for resource in rehearsal.inventory}


def told(rehearsal):
    return [(error.urn.split("::")[-1], error.message) for error in rehearsal.errors]


def test_the_inventory_is_complete_and_says_where_it_comes_from(run):
    rehearsal = run(lambda: pulumi.export("id", aws.kms.Key("k").id))
    inventory = rehearsal.inventory
    assert inventory.origin is Origin.REHEARSAL
    assert inventory.complete
    assert inventory.catalogue_version
    assert inventory.engine.startswith("rehearsal (pulumi 3.")
    assert inventory.config == {"aws:region": "eu-west-3"}
    assert rehearsal.errors == ()
    assert rehearsal.exercised == {"aws:kms/key:Key": "recorded"}
    assert by_name(rehearsal)["p-s"].outputs == {"id": by_name(rehearsal)["k"].id}


def test_urns_carry_the_types_of_all_parents_but_the_stack(run):
    def program():
        Parent("outer", lambda opts: Parent("inner", lambda deeper: aws.kms.Key("k", opts=deeper), opts).built)

    resources = by_name(run(program))
    inner = "urn:pulumi:s::p::test:index:Parent$test:index:Parent::inner"
    assert resources["p-s"].urn == "urn:pulumi:s::p::pulumi:pulumi:Stack::p-s"
    assert resources["outer"].urn == "urn:pulumi:s::p::test:index:Parent::outer"
    assert resources["outer"].parent == resources["p-s"].urn
    assert resources["inner"].urn == inner
    assert resources["k"].urn == "urn:pulumi:s::p::test:index:Parent$test:index:Parent$aws:kms/key:Key::k"
    assert resources["k"].parent == inner
    assert resources["inner"].outputs == {"keyId": resources["k"].id}


def test_a_duplicate_urn_is_refused_and_names_both_lines(run):
    def program():
        aws.kms.Key("k", description="first")
        aws.kms.Key("k", description="second")

    rehearsal = run(program)
    (error,) = rehearsal.errors
    first = by_name(rehearsal)["k"].source
    assert error.urn == KEY + "k"
    assert first is not None
    assert error.message == f"duplicate URN: already declared at {first}; give one another name"
    assert error.source != first
    assert error.source.partition(":")[0] == "tests/rehearsal/test_rehearsal_program.py"
    assert by_name(rehearsal)["k"].inputs["description"] == "first"
    assert not rehearsal.inventory.complete


def test_a_failure_names_its_line_and_the_others_go_on(run):
    def program():
        broken = aws.ec2.Vpc("broken", cidr_block="10.0.0.0/16")
        aws.ec2.Subnet("child", vpc_id=broken.id, cidr_block="10.0.0.0/24")
        aws.kms.Key("told-to-wait", opts=pulumi.ResourceOptions(depends_on=[broken]))
        aws.kms.Key("independent")

    rehearsal = run(program, EchoCloud(refuse=["broken"]))
    assert told(rehearsal) == [("broken", "no broken today: {'cidrBlock': '10.0.0.0/16'}")]
    (error,) = rehearsal.errors
    line = program.__code__.co_firstlineno + 1
    assert error.source == f"tests/rehearsal/test_rehearsal_program.py:{line}"
    assert str(error).startswith(f"tests/rehearsal/test_rehearsal_program.py:{line}: broken: no broken today")
    assert [urn.split("::")[-1] for urn in rehearsal.skipped] == ["child", "told-to-wait"]
    assert "independent" in by_name(rehearsal)
    assert not {"broken", "child", "told-to-wait"} & set(by_name(rehearsal))


def test_children_of_a_failed_resource_and_of_a_failed_provider_are_skipped(run):
    def program():
        broken = aws.ec2.Vpc("broken", cidr_block="10.0.0.0/16")
        aws.kms.Key("child", opts=pulumi.ResourceOptions(parent=broken))
        provider = aws.Provider("provider", region=broken.id)
        aws.kms.Key("placed", opts=pulumi.ResourceOptions(provider=provider))

    rehearsal = run(program, EchoCloud(refuse=["broken"]))
    assert [urn.split("::")[-1] for urn in rehearsal.skipped] == ["child", "placed", "provider"]


UNDECLARED = "which the embedded cloud does not declare"


def test_an_output_that_nobody_declared_is_refused_by_resource_property_and_reader(run):
    def program():
        key = aws.kms.Key("k")
        aws.kms.Alias("direct", name="alias/a", target_key_id=key.arn)
        aws.kms.Alias("derived", name=pulumi.Output.format("alias/{0}", key.key_id), target_key_id=key.id)
        aws.kms.Alias("fine", name="alias/c", target_key_id=key.id)

    rehearsal = run(program)
    assert told(rehearsal) == [
        ("derived", f"input `name` reads `keyId` of {KEY}k, {UNDECLARED}"),
        ("direct", f"input `targetKeyId` reads `arn` of {KEY}k, {UNDECLARED}"),
    ]
    assert "fine" in by_name(rehearsal)
    assert "direct" not in by_name(rehearsal)


def test_undeclared_outputs_are_found_behind_apply_all_and_json(run):
    def program():
        key, vpc = aws.kms.Key("k"), aws.ec2.Vpc("v", cidr_block="10.0.0.0/16")
        policy = pulumi.Output.json_dumps({"Resource": key.arn})
        both = pulumi.Output.all(policy, vpc.default_security_group_id).apply(lambda pair: pair[0] + pair[1])
        aws.kms.Key("reader", policy=both)

    expected = f"input `policy` reads `defaultSecurityGroupId` of {VPC}v; input `policy` reads `arn` of {KEY}k"
    assert told(run(program)) == [("reader", f"{expected}, {UNDECLARED}")]


def test_an_undeclared_output_may_not_leave_through_a_component_or_the_stack(run):
    class Leaky(pulumi.ComponentResource):
        def __init__(self, name):
            super().__init__("test:index:Leaky", name)
            key = aws.kms.Key("k", opts=pulumi.ResourceOptions(parent=self))
            self.arn = key.arn
            self.register_outputs({"arn": {"nested": [key.arn]}})

    key = "urn:pulumi:s::p::test:index:Leaky$aws:kms/key:Key::k"
    rehearsal = run(lambda: pulumi.export("exported", Leaky("leaky").arn))
    assert told(rehearsal) == [
        ("p-s", f"output `exported` reads `arn` of {key}, {UNDECLARED}"),
        ("leaky", f"output `arn` reads `arn` of {key}, {UNDECLARED}"),
    ]
    assert by_name(rehearsal)["p-s"].outputs["exported"] is UNKNOWN


def test_an_optional_input_left_out_is_none_and_no_error(run):
    seen = []

    def program():
        key = aws.kms.Key("k")
        key.tags.apply(seen.append)
        key.key_usage.apply(seen.append)

    assert run(program).errors == ()
    assert seen == [None, None]


def test_what_the_cloud_declares_is_what_dependants_get(run):
    def program():
        key = aws.kms.Key("k")
        aws.kms.Alias("alias", name="alias/a", target_key_id=key.arn.apply(lambda arn: arn.upper()))

    resources = by_name(run(program, EchoCloud(outputs={"k": {"arn": "arn:k"}})))
    assert resources["alias"].inputs == {"name": "alias/a", "targetKeyId": "ARN:K"}
    assert resources["alias"].dependencies == (KEY + "k",)
    assert resources["alias"].property_dependencies == {"name": (), "targetKeyId": (KEY + "k",)}


def test_what_apply_raises_is_told_once_with_its_line(run):
    def program():
        key = aws.kms.Key("k")
        wrong = key.id.apply(lambda identity: identity / 0)
        aws.kms.Alias("alias", name="alias/a", target_key_id=wrong)
        aws.kms.Alias("other", name="alias/b", target_key_id=wrong)
        aws.kms.Key("independent")

    rehearsal = run(program)
    (error,) = rehearsal.errors
    assert error.message == "TypeError: unsupported operand type(s) for /: 'str' and 'int'"
    assert error.source == f"tests/rehearsal/test_rehearsal_program.py:{program.__code__.co_firstlineno + 2}"
    assert {"alias", "other"}.isdisjoint(by_name(rehearsal))
    assert "independent" in by_name(rehearsal)


def test_what_the_program_raises_is_told_and_what_it_declared_before_is_kept(run):
    def program():
        aws.kms.Key("before")
        raise KeyError("spoke")

    rehearsal = run(program)
    (error,) = rehearsal.errors
    assert error.urn == "urn:pulumi:s::p::pulumi:pulumi:Stack::p-s"
    assert error.message == "KeyError: 'spoke'"
    assert error.source == f"tests/rehearsal/test_rehearsal_program.py:{program.__code__.co_firstlineno + 2}"
    assert "before" in by_name(rehearsal)


def test_an_input_of_an_impossible_kind_is_told_with_the_resource(run):
    def program():
        aws.kms.Key("odd", description=object())
        aws.kms.Key("independent")

    rehearsal = run(program)
    (error,) = rehearsal.errors
    assert error.urn == KEY + "odd"
    assert "unexpected input of type object for description" in error.message
    assert error.source == f"tests/rehearsal/test_rehearsal_program.py:{program.__code__.co_firstlineno + 1}"
    assert "independent" in by_name(rehearsal)


def test_what_the_product_itself_refuses_is_not_swallowed(run):
    def program():
        raise ComponentArgsError("no such key")

    with pytest.raises(ComponentArgsError, match="no such key"):
        run(program)


def test_a_fault_of_the_cloud_is_a_failure_and_no_traceback(run):
    class Faulty(EchoCloud):
        def create(self, registration):
            raise ZeroDivisionError("inside")

    assert told(run(lambda: aws.kms.Key("k"), Faulty())) == [
        ("k", "the embedded cloud failed on it: ZeroDivisionError: inside")
    ]


def test_a_resource_without_provider_gets_the_default_one_of_the_configuration(run):
    cloud = EchoCloud()
    resources = by_name(run(lambda: aws.kms.Key("k"), cloud))
    provider = next(resource for resource in resources.values() if resource.type == "pulumi:providers:aws")
    assert provider.name.startswith("default_7_")
    assert provider.urn == f"urn:pulumi:s::p::pulumi:providers:aws::{provider.name}"
    assert provider.inputs == {"region": "eu-west-3", "version": provider.name[8:].replace("_", ".")}
    assert provider.parent is None
    assert resources["k"].provider == provider.urn
    assert resources["k"].provider_inputs == provider.inputs
    assert cloud.created[0].region == "eu-west-3"
    assert cloud.created[0].account_id is None


ROLE = "arn:aws:iam::222233334444:role/deployer"


@pytest.mark.parametrize(
    ("provider", "inputs", "region", "account_id"),
    [
        ({"region": "eu-central-1"}, {}, "eu-central-1", None),
        ({"region": "eu-central-1"}, {"region": "eu-north-1"}, "eu-north-1", None),
        ({"region": "eu-west-3", "assume_roles": [{"role_arn": ROLE}]}, {}, "eu-west-3", "222233334444"),
        (
            {"region": "eu-west-3", "assume_roles": [aws.ProviderAssumeRoleArgs(role_arn=ROLE)]},
            {},
            "eu-west-3",
            "222233334444",
        ),
        ({"region": "eu-west-3", "allowed_account_ids": ["555566667777"]}, {}, "eu-west-3", "555566667777"),
        ({"region": "eu-west-3", "allowed_account_ids": ["1", "2"]}, {}, "eu-west-3", None),
    ],
)
def test_explicit_providers_are_inherited_and_place_their_resources(run, provider, inputs, region, account_id):
    cloud = EchoCloud()

    def program():
        given = aws.Provider("given", **provider)
        Parent("c", lambda opts: aws.kms.Key("k", **inputs, opts=opts), pulumi.ResourceOptions(providers=[given]))

    resources = by_name(run(program, cloud))
    assert resources["k"].provider == resources["given"].urn == "urn:pulumi:s::p::pulumi:providers:aws::given"
    assert resources["k"].provider_inputs["region"] == provider["region"]
    assert (cloud.created[0].region, cloud.created[0].account_id) == (region, account_id)


def test_a_package_that_nobody_answers_for_is_refused(run):
    class Password(pulumi.CustomResource):
        def __init__(self, name):
            super().__init__("random:index/randomPassword:RandomPassword", name, {"length": 12})

    assert told(run(lambda: Password("secret"))) == [
        ("secret", "nothing here answers for the package `random`; the embedded cloud answers for aws")
    ]


def test_protection_and_retention_pass_to_children_unless_they_say_otherwise(run):
    def program():
        kept = pulumi.ResourceOptions(protect=True, retain_on_delete=True)
        Parent("kept", lambda opts: aws.kms.Key("k", opts=opts), kept)
        loose = pulumi.ResourceOptions(protect=False, retain_on_delete=False)
        again = pulumi.ResourceOptions(protect=True, retain_on_delete=True)
        Parent("again", lambda opts: aws.kms.Key("l", opts=pulumi.ResourceOptions.merge(opts, loose)), again)

    resources = by_name(run(program))
    assert (resources["k"].protect, resources["k"].retain_on_delete) == (True, True)
    assert (resources["l"].protect, resources["l"].retain_on_delete) == (False, False)
    assert (resources["kept"].protect, resources["p-s"].protect) == (True, False)


def test_secrets_reach_the_cloud_in_clear_and_the_record_as_secrets(run):
    cloud = EchoCloud(outputs={"k": {"arn": "arn:contains-hunter2", "keyId": "harmless"}})

    def program():
        key = aws.kms.Key("k", description=pulumi.Output.secret("hunter2"), tags={"a": pulumi.Output.secret("t4g5")})
        aws.kms.Alias("alias", name="alias/a", target_key_id=key.arn)
        pulumi.export("password", key.description)
        pulumi.export("harmless", key.key_id)

    rehearsal = run(program, cloud)
    resources = by_name(rehearsal)
    assert cloud.created[0].inputs == {"description": "hunter2", "tags": {"a": "t4g5"}}
    assert resources["k"].inputs == {"description": Secret("hunter2"), "tags": {"a": Secret("t4g5")}}
    assert resources["k"].outputs["description"] == Secret("hunter2")
    assert isinstance(resources["k"].outputs["arn"], Secret)
    assert resources["k"].outputs["keyId"] == "harmless"
    assert isinstance(resources["alias"].inputs["targetKeyId"], Secret)
    assert resources["p-s"].outputs == {"password": Secret("hunter2"), "harmless": "harmless"}
    assert "hunter2" not in repr(rehearsal)


def test_a_refusal_does_not_show_a_secret(run):
    rehearsal = run(lambda: aws.kms.Key("k", description=pulumi.Output.secret("hunter2")), EchoCloud(refuse=["k"]))
    assert told(rehearsal) == [("k", "no k today: {'description': '[secret]'}")]


def test_additional_secret_outputs_are_kept_secret(run):
    opts = pulumi.ResourceOptions(additional_secret_outputs=["arn"])
    rehearsal = run(lambda: aws.kms.Key("k", opts=opts), EchoCloud(outputs={"k": {"arn": "arn:k"}}))
    assert by_name(rehearsal)["k"].outputs == {"arn": Secret("arn:k")}


def test_other_stacks_answer_with_the_outputs_given(run):
    def program():
        hub = pulumi.StackReference("org/hub/prod")
        aws.kms.Key("k", description=hub.get_output("name"), policy=hub.get_output("policy"))
        aws.kms.Key("l", description=hub.require_output("name"))

    stacks = {"org/hub/prod": {"name": "the hub", "policy": Secret("{}")}}
    rehearsal = run(program, stack_references=stacks)
    assert rehearsal.errors == ()
    assert by_name(rehearsal)["k"].inputs == {"description": "the hub", "policy": Secret("{}")}
    assert by_name(rehearsal)["l"].inputs == {"description": "the hub"}
    assert by_name(rehearsal)["org/hub/prod"].external


def test_an_unknown_stack_is_refused_with_the_nearest_name(run):
    def program():
        aws.kms.Key("k", description=pulumi.StackReference("org/hub/prd").get_output("name"))

    rehearsal = run(program, stack_references={"org/hub/prod": {}})
    assert told(rehearsal) == [
        ("org/hub/prd", "the rehearsal was given no outputs of a stack `org/hub/prd`; did you mean `org/hub/prod`?")
    ]
    assert [urn.split("::")[-1] for urn in rehearsal.skipped] == ["k"]
    assert told(run(program)) == [
        ("org/hub/prd", "the rehearsal was given no outputs of a stack `org/hub/prd`; it was given none")
    ]


def test_get_reads_from_the_cloud_and_is_marked_as_not_ours(run):
    def program():
        key = aws.kms.Key.get("read", "k-1")
        aws.kms.Alias("alias", name="alias/a", target_key_id=key.arn)

    resources = by_name(run(program))
    assert resources["read"].id == "k-1"
    assert resources["read"].external
    assert resources["alias"].inputs["targetKeyId"] == "arn:k-1"
    assert not resources["alias"].external


def test_get_of_nothing_is_refused_and_its_readers_skipped(run):
    def program():
        aws.kms.Alias("alias", name="alias/a", target_key_id=aws.kms.Key.get("read", "nowhere").arn)

    rehearsal = run(program)
    assert told(rehearsal) == [("read", "there is no such thing")]
    assert [urn.split("::")[-1] for urn in rehearsal.skipped] == ["alias"]


def test_functions_are_answered_in_the_provider_s_region_and_account(run):
    cloud = EchoCloud()

    def program():
        provider = aws.Provider("there", region="eu-north-1", assume_roles=[{"role_arn": ROLE}])
        opts = pulumi.InvokeOptions(provider=provider)
        aws.kms.Key("plain", description=aws.get_caller_identity().account_id)
        aws.kms.Key("output", description=aws.get_caller_identity_output(opts=opts).account_id)

    resources = by_name(run(program, cloud))
    assert resources["plain"].inputs["description"] == "111122223333"
    assert resources["output"].inputs["description"] == "222233334444"
    assert [(caller.region, caller.account_id) for _, _, caller in cloud.invoked] == [
        ("eu-west-3", None),
        ("eu-north-1", "222233334444"),
    ]


def test_a_function_that_is_refused_is_told(run):
    def program():
        aws.kms.Key("k", description=aws.ec2.get_ami_output(most_recent=True).id)
        aws.kms.Key("independent")

    rehearsal = run(program)
    (error,) = rehearsal.errors
    assert "aws:ec2/getAmi:getAmi is not known" in error.message
    assert error.urn == KEY + "k"
    assert "independent" in by_name(rehearsal)


def test_a_resource_method_is_refused(run):
    def program():
        pulumi.export("terraform", aws.Provider("p", region="eu-west-3").terraform_config())

    (error,) = run(program).errors
    assert "terraformConfig is a resource method, which the rehearsal cannot call" in error.message


def test_configuration_is_the_program_s_and_does_not_outlive_it(run):
    seen = []
    run(lambda: seen.append(pulumi.Config("net").get("pool")), config={"net:pool": "10.0.0.0/8"})
    run(lambda: seen.append(pulumi.Config("net").get("pool")), config={})
    assert seen == ["10.0.0.0/8", None]
    assert pulumi.get_stack() != "s"


def test_two_runs_in_one_process_are_identical_and_one_resource_more_changes_no_other(run):
    def program(extra=False):
        if extra:
            aws.kms.Key("extra", description="extra")
        vpc = aws.ec2.Vpc("v", cidr_block="10.0.0.0/16")
        for index in range(5):
            aws.ec2.Subnet(f"s{index}", vpc_id=vpc.id, cidr_block=f"10.0.{index}.0/24")

    first, second, more = run(program), run(program), run(lambda: program(extra=True))
    assert first == second
    assert repr(first.inventory.resources) == repr(second.inventory.resources)
    assert [resource for resource in more.inventory if resource.name != "extra"] == [
        # its line did not move, and neither did anything else
        *first.inventory
    ]
    assert len(more.inventory.resources) == len(first.inventory.resources) + 1


def test_the_network_is_closed_while_a_program_runs(run):
    def program():
        urllib.request.urlopen("http://192.0.2.1/")

    (error,) = run(program).errors
    assert "a rehearsal has no network: something tried to reach 192.0.2.1" in error.message


def test_a_name_look_up_is_refused_too(run):
    def program():
        with pytest.raises(urllib.error.URLError, match="has no network"):
            urllib.request.urlopen("http://example.org/")

    assert run(program).errors == ()


def test_credentials_are_the_user_s_again_afterwards(monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "mine")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY", raising=False)
    seen = []
    rehearse(lambda: seen.append(os.environ["AWS_ACCESS_KEY_ID"]), cloud="aws", project="p", stack="s", config={})
    assert seen != ["mine"]
    assert os.environ["AWS_ACCESS_KEY_ID"] == "mine"
    assert "AWS_SECRET_ACCESS_KEY" not in os.environ
