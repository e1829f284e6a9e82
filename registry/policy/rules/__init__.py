"""What the law asks and how it is judged: three-valued, over all days at once, with reasons."""
