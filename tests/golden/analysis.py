"""Prints the numbers that the tests of src/analysis compare with.

    python -m venv v && v/bin/pip install pingouin && v/bin/python tests/golden/analysis.py

Last run with pingouin 0.7.0, numpy 2.4.6, scipy 1.17.1, pandas 3.1.1. The inputs are those of src/analysis/golden.rs:
the set `cronbach_wide_missing` that comes with pingouin, for which its documentation gives alpha as 0.7327 (pairwise)
and 0.8017 (complete rows only), and a table of scores between 0 and 1 with gaps, made up for this purpose.
"""

import numpy as np
import pandas as pd
import pingouin as pg
from scipy.stats import pearsonr

N = np.nan
MISSING = pg.read_dataset("cronbach_wide_missing")
SCORES = pd.DataFrame([
    [0.90, 0.75, 0.80, 0.20, 1.00],
    [0.85, 0.60, 0.70, 0.30, 0.95],
    [0.40, 0.35, 0.50, 0.60, 0.90],
    [0.20, 0.10, N, 0.70, 1.00],
    [0.65, 0.55, 0.45, 0.40, 0.85],
    [0.95, 0.80, 0.90, 0.10, N],
    [0.10, 0.25, 0.15, 0.55, 0.80],
    [0.55, 0.45, 0.60, N, 1.00],
    [0.30, 0.20, 0.35, 0.65, 0.70],
    [0.75, 0.70, 0.85, 0.35, 1.00],
    [0.50, N, 0.40, 0.50, 0.95],
    [0.05, 0.00, 0.10, 0.80, 0.60],
])


def alpha(table):
    return pg.cronbach_alpha(data=table)[0]


def rest(table, item):
    """The item against the mean of the other items that the same person has."""
    others = table.drop(columns=item).mean(axis=1)
    both = table[item].notna() & others.notna()
    return pearsonr(table[item][both], others[both])[0]


def upper_lower(table):
    """Mean in the upper 27 % by mean score less the mean in the lower 27 %; ties at a border belong in."""
    total = table.mean(axis=1)
    size = max(1, round(0.27 * len(total)))
    ranked = np.sort(total)
    low, high = ranked[size - 1], ranked[-size]
    return (table[total >= high - 1e-12].mean() - table[total <= low + 1e-12].mean()).tolist()


for name, table in [("MISSING", MISSING), ("SCORES", SCORES)]:
    print(name, "ALPHA", alpha(table))
    print(name, "ALPHA_WITHOUT", [float(alpha(table.drop(columns=item))) for item in table])
    print(name, "FACILITY", table.mean().tolist())
    print(name, "DEVIATION", table.std().tolist())
    print(name, "ITEM_REST", [float(rest(table, item)) for item in table])
    print(name, "UPPER_LOWER", upper_lower(table))
