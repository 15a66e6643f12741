"""Order across components, carried by a value instead of by `depends_on`."""

import pulumi


def known_after(value: pulumi.Input[str], *resources: pulumi.CustomResource) -> pulumi.Output[str]:
    """`value`, known only once `resources` stand.

    AWS refuses a delivery to a bucket whose policy does not let it in yet, and an attachment to a transit gateway that
    is not shared yet. A dependant in another component waits by reading this value, from every language, and only the
    resource that reads it waits.
    """
    return pulumi.Output.all(value, *[resource.id for resource in resources]).apply(lambda known: str(known[0]))
