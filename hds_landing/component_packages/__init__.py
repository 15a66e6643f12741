"""The components as Pulumi packages, for programs in every language of Pulumi's."""
