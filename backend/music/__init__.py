"""Everything musical: runs with no Flask, no database and no request."""
