"""Rounds for programs: all that their pages do, a part for each matter; `ROUTES` joins them (批次接口)."""

from typing import Any

from registry.rounds.api import acts, candidates, opening, own, photos, rosters, rounds, scores

ROUTES: list[Any] = [
    *rounds.ROUTES,
    *opening.ROUTES,
    *rosters.ROUTES,
    *candidates.ROUTES,
    *photos.ROUTES,
    *acts.ROUTES,
    *scores.ROUTES,
    *own.ROUTES,
]
