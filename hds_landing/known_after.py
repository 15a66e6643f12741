"""Order across components, carried by a value instead of by `depends_on`."""

import pulumi


def known_after(value: pulumi.Input[str], *resources: pulumi.Resource) -> pulumi.Output[str]:
    """`value`, given on only once `resources` stand.

    A cloud refuses a delivery to a store whose policy does not let it in yet, a second write to a parent while one is
    under way, a consumer of a key before its role is granted. A dependant in another component waits by reading this
    value, from every language, and only the resource that reads it waits.

    A preview knows it as soon as it knows `value`: a dependant that stands already is not shown as changed where one
    of `resources` is new.
    """
    return pulumi.Output.all(value, *[resource.urn for resource in resources]).apply(lambda known: str(known[0]))


def handed_on(value: pulumi.Input[str], *resources: pulumi.Resource) -> pulumi.Output[str]:
    """As `known_after`, without what `value` itself came after: each in a chain waits for the one before it alone."""
    given = pulumi.Output.from_input(value)

    async def once_they_stand() -> str:
        for resource in resources:
            await resource.urn.future()
        return str(await given.future())

    return pulumi.Output({*resources}, once_they_stand(), given.is_known())


def behind(*values: pulumi.Input[str]) -> pulumi.Output[list[pulumi.Resource]]:
    """For `depends_on`: the resources that `values` came from, where the values themselves are not needed."""
    return pulumi.Output.all(*values).apply(lambda _: list[pulumi.Resource]())
