"""Plain values in every shape, components, aliases, protection and what a program derives from its own inputs."""

import pulumi
import pulumi_aws as aws


class Room(pulumi.ComponentResource):
    def __init__(self, name: str, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("sample:index:Room", name, {"colour": "blue"}, opts)
        child = pulumi.ResourceOptions(parent=self)
        self.network = aws.ec2.Vpc(
            f"{name}-network",
            cidr_block="10.0.0.0/16",
            enable_dns_hostnames=True,
            tags={"ght": "exemple", "floor": "2"},
            opts=pulumi.ResourceOptions.merge(child, pulumi.ResourceOptions(retain_on_delete=True)),
        )
        self.group = aws.ec2.SecurityGroup(
            f"{name}-group",
            description=self.network.tags.apply(lambda tags: f"of {tags['ght']}"),
            vpc_id=self.network.id,
            ingress=[
                {"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": [self.network.cidr_block]},
                {"protocol": "tcp", "from_port": 104, "to_port": 104, "cidr_blocks": ["10.1.0.0/16"], "self": False},
            ],
            opts=child,
        )
        self.register_outputs({"network_id": self.network.id})


paris = aws.Provider(
    "paris", region="eu-west-3", default_tags={"tags": {"ght": "exemple"}}, skip_metadata_api_check=True
)
room = Room("room", pulumi.ResourceOptions(providers=[paris], protect=True))
aws.ec2.Subnet(
    "subnet",
    vpc_id=room.network.id,
    cidr_block="10.0.1.0/24",
    availability_zone="eu-west-3a",
    map_public_ip_on_launch=False,
    opts=pulumi.ResourceOptions(
        provider=paris,
        parent=room.network,
        aliases=[pulumi.Alias(name="net", parent=pulumi.ROOT_STACK_RESOURCE)],
        ignore_changes=["tags"],
        depends_on=[room.group],
        delete_before_replace=True,
    ),
)
pulumi.export("network", room.network.id)
