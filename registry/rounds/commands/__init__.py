"""The commands of rounds, one module each: they need no server and no database."""
