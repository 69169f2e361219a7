"""Tables and migrations, nothing else."""
