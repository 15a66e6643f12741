"""Resources as a program in Python."""

from documentation.python_program import python_program
from hds_landing.inventory.resource import UNKNOWN, Secret
from tests.rules.rule_case import resource


def test_arguments_have_the_names_of_the_sdk_at_every_depth() -> None:
    account = resource(
        "azure-native:storage:StorageAccount",
        inputs={"encryption": {"keySource": "Microsoft.Keyvault"}, "defaultToOAuthAuthentication": True},
    )
    assert python_program([account], {}) == (
        "import pulumi_azure_native as azure_native\n\n"
        "storage_account = azure_native.storage.StorageAccount(\n"
        '    "storage-account",\n'
        '    encryption={"key_source": "Microsoft.Keyvault"},\n'
        "    default_to_o_auth_authentication=True,\n"
        ")"
    )


def test_what_is_referred_to_comes_first_and_is_referred_to() -> None:
    bucket = resource("aws:s3/bucket:Bucket", "it")
    versioning = resource("aws:s3/bucketVersioning:BucketVersioning", "other", refers={"bucket": "it"})
    lines = python_program([versioning, bucket], {}).splitlines()
    assert lines[2] == 'bucket = aws.s3.Bucket("bucket")'
    assert 'aws.s3.BucketVersioning("bucket-versioning", bucket=bucket.id)' in lines[4]


def test_keys_of_tags_and_documents_stay_as_they_are() -> None:
    key = resource(
        "aws:kms/key:Key", inputs={"tags": {"costCentre": "x"}, "policy": '{"Statement": [{"Effect": "Deny"}]}'}
    )
    program = python_program([key], {})
    assert 'tags={"costCentre": "x"}' in program
    assert 'policy=json.dumps({"Statement": [{"Effect": "Deny"}]})' in program
    assert program.startswith("import json\n")


def test_secrets_unknowns_providers_and_configuration() -> None:
    program = python_program(
        [resource("pulumi:providers:aws", inputs={"region": UNKNOWN, "token": Secret("s")})],
        {"aws:region": "eu-west-3"},
    )
    assert "# pulumi config set aws:region eu-west-3" in program
    assert 'aws.Provider("aws", region=..., token=pulumi.Output.secret("s"))' in program
    assert "import pulumi\n" in program
