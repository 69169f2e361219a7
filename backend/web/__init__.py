"""HTTP in, HTTP out: pages, forms, the JSON API and their safety; no rules of music."""
