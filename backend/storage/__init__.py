"""Files by key: a local folder by default."""
