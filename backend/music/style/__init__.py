"""What the notes of a piece say of its genre: the notes laid flat, their description, a scorer."""
