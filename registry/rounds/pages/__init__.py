"""Pages of rounds, a part for each matter; `ROUTES` joins them."""

from typing import Any

from registry.rounds.pages import acts, candidates, opening, overview, own, photos, rosters, scores, slips

ROUTES: list[Any] = [
    *overview.ROUTES,
    *opening.ROUTES,
    *rosters.ROUTES,
    *candidates.ROUTES,
    *acts.ROUTES,
    *scores.ROUTES,
    *photos.ROUTES,
    *slips.ROUTES,
    *own.ROUTES,
]
