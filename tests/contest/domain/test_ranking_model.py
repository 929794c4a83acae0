"""The model keeps its promises in simulated contests, and agrees with slow versions."""

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.stats import spearmanr

from miara.contest.domain.ranking import model
from miara.contest.domain.ranking.connection import RefusedBecause, refusal_across
from miara.contest.domain.ranking.model import (
    Scores,
    TooFewScores,
    as_one_cell,
    estimates,
    fit,
    make_scores,
)

CELLS, SIZE, EXPERTS, EACH = 20, 6, 18, 3
RUNS = 40


def contest(random, *, panels):
    """True quality and scores of a contest: panels by cell, or experts spread out.

    Quality has standard deviation 10, leniency and chance 8; experts stretch the scale
    by some 20 % and give half points of ten.
    """
    cell = np.repeat(np.arange(CELLS), SIZE)
    quality = random.normal(0, 1, len(cell))
    load = np.zeros(EXPERTS)
    entry, expert = [], []
    for group in range(CELLS) if panels else range(len(cell)):
        members = np.argsort(load + random.random(EXPERTS))[:EACH]
        rows = np.flatnonzero(cell == group) if panels else [group]
        load[members] += len(rows)
        for row in rows:
            entry += [row] * EACH
            expert += list(members)
    entry, expert = np.array(entry), np.array(expert)
    lenient, scale = (
        random.normal(0, 0.8, EXPERTS),
        np.exp(random.normal(0, 0.2, EXPERTS)),
    )
    seen = quality[entry] + random.normal(0, 0.8, len(entry))
    points = np.clip(
        np.round((6 + lenient[expert] + scale[expert] * seen) * 2) / 2, 0, 10
    )
    return quality * 10, Scores(entry, expert, points * 10, cell)


def plain(scores):
    return np.bincount(scores.entry, scores.points) / np.bincount(scores.entry)


def run(panels, seed):
    """Hits of mean and model, coverage, and (stated, right) of every cell."""
    random = np.random.default_rng(seed)
    by_mean, by_model, covered, stated = [], [], [], []
    for _ in range(RUNS):
        quality, scores = contest(random, panels=panels)
        mean = plain(scores)
        for rows in estimates(fit(scores), draws=1000):
            at = np.array([row.position for row in rows])
            best = at[quality[at].argmax()]
            guess = np.array([row.quality for row in rows])
            wide = np.array([row.high - row.low for row in rows]) / 2
            off = (guess - guess.mean()) - (quality[at] - quality[at].mean())
            covered += list(np.abs(off) < wide)
            first = np.array([row.first for row in rows])
            by_mean.append(at[mean[at].argmax()] == best)
            by_model.append(at[0] == best)
            stated.append((first.max(), at[first.argmax()] == best))
    return (
        np.mean(by_mean),
        np.mean(by_model),
        np.mean(covered),
        np.array(stated, float),
    )


@pytest.fixture(scope="module")
def panel_design():
    return run(panels=True, seed=41)


@pytest.fixture(scope="module")
def spread_design():
    return run(panels=False, seed=42)


def test_nine_in_ten_intervals_hold_the_truth(panel_design, spread_design):
    assert 0.88 <= panel_design[2] <= 0.92
    assert 0.88 <= spread_design[2] <= 0.92


@pytest.mark.parametrize("design", ["panel_design", "spread_design"])
def test_a_stated_probability_of_being_first_comes_true_as_often(design, request):
    stated = request.getfixturevalue(design)[3]
    for low, high in ((0, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.01)):
        rows = stated[(stated[:, 0] >= low) & (stated[:, 0] < high)]
        error = np.sqrt(0.25 / len(rows)) if len(rows) else 0
        assert len(rows) > 40
        assert abs(rows[:, 0].mean() - rows[:, 1].mean()) < max(0.05, 2.5 * error)


def test_panels_by_cell_beat_experts_spread_out(panel_design, spread_design):
    assert panel_design[0] > spread_design[0] + 0.04
    assert panel_design[0] == pytest.approx(0.71, abs=0.04)
    assert spread_design[1] > spread_design[0] + 0.02
    assert panel_design[1] >= spread_design[1] - 0.02


def separate_worlds(random, bridges):
    """Four cells of different level, each with experts of its own, and bridges."""
    cells, size, each = 4, 30, 6
    cell = np.arange(cells * size) % cells
    quality = random.normal(0, 1, len(cell)) + np.array([-0.8, -0.2, 0.3, 0.9])[cell]
    pairs = []
    for row, home in enumerate(cell):
        own = home * each + random.permutation(each)[:3]
        pairs += [(row, expert) for expert in own]
        if row < bridges * cells:
            others = [c for c in range(cells) if c != home]
            pairs += [(row, c * each + random.integers(each)) for c in others]
    entry, expert = np.array(pairs).T
    lenient = random.normal(0, 0.8, cells * each)
    points = 60 + 10 * (
        quality[entry] + lenient[expert] + random.normal(0, 0.8, len(entry))
    )
    return quality, Scores(entry, expert, points, cell)


def test_across_cells_correction_harms_without_bridges_and_is_refused():
    random = np.random.default_rng(6)
    agree = {0: [], 3: []}
    for bridges, runs in ((0, 12), (3, 12)):
        for _ in range(runs):
            quality, scores = separate_worlds(random, bridges)
            names = ["a", "b", "c", "d"]
            refusal = refusal_across(scores.entry, scores.expert, scores.cell, names)
            if bridges:
                assert refusal is None
            else:
                assert refusal.code is RefusedBecause.NOT_CONNECTED
                assert sorted(refusal.parts) == [("a",), ("b",), ("c",), ("d",)]
            corrected = fit(as_one_cell(scores)).quality
            gain = (
                spearmanr(corrected, quality)[0] - spearmanr(plain(scores), quality)[0]
            )
            agree[bridges].append(gain)
    assert np.mean(agree[0]) < -0.02
    assert np.mean(agree[3]) > 0.01


def test_too_few_bridges_are_refused_with_their_count():
    _, scores = separate_worlds(np.random.default_rng(1), 1)
    refusal = refusal_across(scores.entry, scores.expert, scores.cell, list("abcd"))
    assert refusal.code is RefusedBecause.FEW_BRIDGES
    assert refusal.bridges == (1, 1, 1, 1)
    assert (
        refusal_across(scores.entry, scores.expert, scores.cell, list("abcd"), needed=1)
        is None
    )


# --- Slow and independent versions -----------------------------------------------


def dense(scores, quality, leniency):
    """Generalised least squares with the whole covariance of scores, one ratio pair."""
    n, p = len(scores.points), len(scores.cell)
    z = np.eye(p)[scores.entry]
    s = np.eye(scores.expert.max() + 1)[scores.expert]
    x = np.eye(scores.cell.max() + 1)[scores.cell[scores.entry]]
    v = np.eye(n) + quality**2 * z @ z.T + leniency**2 * s @ s.T
    inverse = np.linalg.inv(v)
    information = x.T @ inverse @ x
    beta = np.linalg.solve(information, x.T @ inverse @ scores.points)
    rest = scores.points - x @ beta
    square = rest @ inverse @ rest
    freedom = n - x.shape[1]
    log = -0.5 * (
        freedom * np.log(square)
        + np.linalg.slogdet(v)[1]
        + np.linalg.slogdet(information)[1]
    )
    blup = quality**2 * z.T @ inverse @ rest
    projected = inverse - inverse @ x @ np.linalg.solve(information, x.T @ inverse)
    known = quality**4 * z.T @ projected @ z
    return (
        log,
        square / (freedom - 2),
        beta[scores.cell] + blup,
        quality**2 * np.eye(p) - known,
    )


def test_the_fit_equals_the_dense_textbook_formulas_over_the_same_grid():
    random = np.random.default_rng(9)
    cell = np.repeat([0, 1, 2], 4)
    pairs = [(row, e) for row in range(12) for e in random.permutation(5)[:3]]
    entry, expert = np.array(pairs).T
    points = 60 + 8 * random.normal(size=12)[entry] + 5 * random.normal(size=5)[expert]
    scores = Scores(entry, expert, points + 4 * random.normal(size=36), cell)
    grid = [(q, s) for q in model._QUALITY for s in model._LENIENCY]
    logs, squares, means, covariances = zip(
        *(dense(scores, *pair) for pair in grid), strict=True
    )
    weight = np.exp(np.array(logs) - max(logs))
    weight /= weight.sum()
    mean = weight @ np.array(means)
    result = fit(scores)
    assert result.quality == pytest.approx(mean, abs=0.02)
    # Distances within a cell, where the level of the cell plays no part.
    for number, covariance in enumerate(result.covariance):
        at = result.members(number)
        contrast = np.eye(4) - 0.25
        slow = sum(
            w * (s * c[np.ix_(at, at)] + np.outer(m[at] - mean[at], m[at] - mean[at]))
            for w, s, c, m in zip(weight, squares, covariances, means, strict=True)
        )
        fast = np.sqrt(np.diag(contrast @ covariance @ contrast))
        assert fast == pytest.approx(
            np.sqrt(np.diag(contrast @ slow @ contrast)), rel=0.02
        )


def test_balanced_panels_keep_the_order_of_plain_means_and_shrink_as_the_closed_form():
    """One cell, everybody reads all: the distances shrink by one common factor."""
    random = np.random.default_rng(12)
    entries, experts = 30, 4
    entry, expert = (
        np.repeat(np.arange(entries), experts),
        np.tile(np.arange(experts), entries),
    )
    table = 60 + 9 * random.normal(size=(entries, 1)) + 7 * random.normal(size=experts)
    table += 5 * random.normal(size=(entries, experts))
    result = fit(Scores(entry, expert, table.ravel(), np.zeros(entries, int)))
    mean = table.mean(1)
    off = table - mean[:, None] - table.mean(0) + table.mean()
    chance = (off**2).sum() / ((entries - 1) * (experts - 1))
    factor = 1 - chance / (experts * mean.var(ddof=1))
    got = (result.quality - result.quality.mean()) / (mean - mean.mean())
    assert got == pytest.approx(got[0])
    assert got[0] == pytest.approx(factor, abs=0.02)
    assert result.spread[2] == pytest.approx(np.sqrt(chance), rel=0.06)


def test_the_best_ratios_are_those_of_a_general_optimiser():
    random = np.random.default_rng(13)
    _, scores = contest(random, panels=False)
    few = scores.entry < 24
    small = Scores(
        scores.entry[few], scores.expert[few], scores.points[few], scores.cell[:24]
    )
    best = minimize(
        lambda x: -dense(small, *np.exp(x))[0], [0, 0], method="Nelder-Mead"
    )
    ratio = np.exp(best.x)
    spread = fit(small).spread
    assert spread[0] / spread[2] == pytest.approx(ratio[0], rel=0.25)
    assert spread[1] / spread[2] == pytest.approx(ratio[1], rel=0.3)


def test_a_strict_expert_is_found_and_their_entries_are_lifted():
    rows = []
    for number in range(12):
        for expert in ("ann", "bob", "eve")[: 2 if number % 2 else 3]:
            strict = -20 if expert == "eve" else 0
            rows.append(
                (f"e{number:02}", "A", expert, 70.0 + number + strict + number % 3)
            )
    scores, entries, _, experts = make_scores(rows)
    result = fit(scores)
    assert experts[result.leniency.argmin()] == "eve"
    lifted = result.quality - plain(scores)
    with_eve = np.array([number % 2 == 0 for number in range(len(entries))])
    assert lifted[with_eve].min() > lifted[~with_eve].max()


def test_the_same_rows_in_any_order_give_the_same_numbers():
    _, scores = contest(np.random.default_rng(3), panels=True)
    rows = [
        (f"e{e:03}", f"c{scores.cell[e]:02}", f"x{x:02}", float(p))
        for e, x, p in zip(scores.entry, scores.expert, scores.points, strict=True)
    ]
    first = estimates(fit(make_scores(rows)[0]), draws=500)
    second = estimates(fit(make_scores(rows[::-1])[0]), draws=500)
    assert first == second
    for cell in first:
        assert sum(row.first for row in cell) == pytest.approx(1)
        assert sum(row.finalist for row in cell) == pytest.approx(3)


def test_too_few_scores_are_not_modelled():
    with pytest.raises(TooFewScores):
        fit(make_scores([("a", "A", "x", 50.0), ("b", "A", "x", 60.0)])[0])
