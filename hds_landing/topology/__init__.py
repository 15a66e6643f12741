"""The networks of an inventory and how they are joined, and a drawing of them."""
