"""The law as dated data: what each figure is on a day, and who is eligible for what, with reasons."""
