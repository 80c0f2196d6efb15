"""The questions of the report: what each shows, which buttons and which words answer it."""
