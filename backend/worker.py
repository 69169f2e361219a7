"""The worker: claims jobs and does them, in a process of its own."""
