"""Rosters (名册): from a spreadsheet as an enterprise has it to people, facts and reasons; pure, no database."""
