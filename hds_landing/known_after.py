"""Order across components, carried by a value instead of by `depends_on`."""

import pulumi


def known_after(value: pulumi.Input[str], *resources: pulumi.CustomResource) -> pulumi.Output[str]:
    """`value`, known only once `resources` stand.

    A cloud refuses a delivery to a store whose policy does not let it in yet, a second write to a parent while one is
    under way, a consumer of a key before its role is granted. A dependant in another component waits by reading this
    value, from every language, and only the resource that reads it waits.
    """
    return pulumi.Output.all(value, *[resource.id for resource in resources]).apply(lambda known: str(known[0]))
