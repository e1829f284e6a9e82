"""What the law and the habits of writing say of a person's documents and name; pure, no database."""
