"""Help for people who write cases: the schema, the checks, and the release of a set that must not change again."""
