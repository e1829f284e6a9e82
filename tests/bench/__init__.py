"""`make bench`: measures what must stay quick, on the machine at hand, and prints a table. Never part of the tests."""
