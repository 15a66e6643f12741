"""Order across components, carried by a value instead of by `depends_on`."""

import pulumi


def known_after(value: pulumi.Input[str], *resources: pulumi.CustomResource) -> pulumi.Output[str]:
    """`value`, known only once `resources` stand.

    Azure refuses a second write to a network, a policy or a network watcher while one is under way (409), and a
    consumer of a key before its role is granted (403). A dependant in another component waits by reading this value,
    from every language, and only the resource that reads it waits.
    """
    return pulumi.Output.all(value, *[resource.id for resource in resources]).apply(lambda known: str(known[0]))
