"""Names of columns and codes, one TOML file a language."""
