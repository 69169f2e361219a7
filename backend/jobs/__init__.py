"""A queue that knows no music: a name and JSON in, progress and a result out."""
