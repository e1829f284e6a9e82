"""Persons, their documents and accounts, signing in, and as whom an account acts."""
