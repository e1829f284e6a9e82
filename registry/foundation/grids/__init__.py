"""Tables that offices send and get: read safely whatever they are, written so that they open anywhere."""
