"""Where things lie, relative to the project's folder."""
