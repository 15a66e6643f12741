"""Secret values of every origin: configured and encrypted, configured in clear, made by the program, and asked for."""

import pulumi
import pulumi_aws as aws

config = pulumi.Config()
paris = aws.Provider("paris", region="eu-west-3")
options = pulumi.ResourceOptions(provider=paris)
password = config.require_secret("password")
aws.ssm.Parameter("password", name="/a", type="SecureString", value=password, opts=options)
aws.ssm.Parameter(
    "made-of-it", name="/b", type="SecureString", value=pulumi.Output.concat("u:", password), opts=options
)
aws.ssm.Parameter("leaked", name="/c", type="String", value="u:" + config.require("password"), opts=options)
aws.ssm.Parameter("own", name="/d", type="SecureString", value=pulumi.Output.secret("made here"), opts=options)
aws.ssm.Parameter(
    "asked-for",
    name="/e",
    type="String",
    value="plain",
    tags={"owner": pulumi.Output.secret("withheld")},
    opts=pulumi.ResourceOptions(provider=paris, additional_secret_outputs=["value"]),
)
for name in config.require_object("names"):
    aws.ssm.Parameter(name, name=f"/{name}", type="String", value=name, opts=options)
