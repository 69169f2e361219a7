"""The settings: one table of name, default and help, read from CADENZA_* variables."""
