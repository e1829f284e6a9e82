"""Rounds of evaluation: rosters, candidates, scores, from opening to the last certificate (评价批次)."""
