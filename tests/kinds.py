"""The kinds of database that the product runs on."""

KINDS = ("sqlite", "postgresql")
