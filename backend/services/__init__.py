"""Use cases, one function each: ownership, transactions and enqueueing; no request in sight."""
