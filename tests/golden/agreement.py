"""Prints the numbers that the tests of src/agreement compare with.

    python -m venv v && v/bin/pip install scipy scikit-learn && v/bin/python tests/golden/agreement.py

Last run with numpy 2.4.6, scipy 1.17.1, scikit-learn 1.9.1. The inputs are those of src/agreement/golden.rs.
"""

import numpy as np
from scipy.stats import pearsonr, spearmanr
from sklearn.metrics import (accuracy_score, cohen_kappa_score, confusion_matrix, f1_score, mean_absolute_error,
                             precision_recall_fscore_support, root_mean_squared_error)

H = np.array([5.0, 4.5, 0.0, 2.5, 2.5, 5.0, 3.0, 1.0, 4.0, 5.0, 0.5, 3.5])
M = np.array([4.6, 4.9, 0.3, 2.6, 1.2, 4.8, 3.3, 1.9, 2.4, 3.7, 0.0, 4.1])
R = np.array([4.5, 5.0, 0.5, 2.5, 1.0, 5.0, 3.5, 2.0, 2.5, 3.5, 0.0, 4.0])

c, d, i = "correct", "contradictory", "incorrect"
LABELS = [c, d, i]
HL = [c, c, d, i, i, c, d, i, c, i]
ML = [c, i, d, i, c, c, i, i, c, c]

print("PEARSON", pearsonr(H, M)[0])
print("SPEARMAN", spearmanr(H, M)[0])
print("QWK", cohen_kappa_score((2 * H).astype(int), (2 * R).astype(int), weights="quadratic", labels=range(11)))
print("RMSE", root_mean_squared_error(H, M))
print("MAE", mean_absolute_error(H, M))
print("SMD", (M.mean() - H.mean()) / H.std(ddof=1))
print("EXACT", np.mean(H == R))
print("ADJACENT", np.mean(abs(H - R) <= 0.5))
print("CONFUSION", confusion_matrix(HL, ML, labels=LABELS).tolist())
print("ACCURACY", accuracy_score(HL, ML))
print("MACRO_F1", f1_score(HL, ML, average="macro"))
print("WEIGHTED_F1", f1_score(HL, ML, average="weighted"))
print("LABEL_SCORES", np.array(precision_recall_fscore_support(HL, ML, labels=LABELS)[:3]).T.tolist())
