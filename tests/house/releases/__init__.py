"""Databases as releases left them: schema, invented rows, and which migrations had run.

`VERSION.sql` is what an installation of that release holds. The test run restores the newest one and migrates it
forwards: a migration that works on an empty database only, or that needs a column without saying what stands in it
for rows that are there, fails here and not at an operator's. Before a release, write its file:

    python -m tests.house.releases 0.2.0

Files of older releases stay: whoever skips a release migrates from there. `0.1.0-first.sql` is the state after the
three first migrations (`--until`), from which all later ones run.
"""
