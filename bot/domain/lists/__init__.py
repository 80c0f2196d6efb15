"""Lists that an admin brings in as a file: neighbourhoods, people. All or nothing."""
