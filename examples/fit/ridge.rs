//! Ridge regression with signs, on questions and data sets left out.

use super::rows::{Row, sets};
use super::{Column, Failure};
use gradus::text::term_of;
use nalgebra::{DMatrix, DVector};

/// Strength of the ridge, in units of a data set.
const LAMBDA: f64 = 4.0;
/// Folds over questions, and how often they are drawn.
const FOLDS: u64 = 8;
pub const DRAWS: u64 = 3;

/// The measures that may count, against the reference that is closest under `weights`.
pub fn closest(rows: &[Row], columns: &[Column], weights: &[f64]) -> Vec<Vec<f64>> {
    let sum =
        |values: &Vec<f64>| columns.iter().zip(weights).map(|(column, weight)| values[column.at] * weight).sum::<f64>();
    rows.iter()
        .map(|row| {
            let mut best = &row.features[0];
            for other in &row.features[1..] {
                if sum(other) > sum(best) {
                    best = other;
                }
            }
            columns.iter().map(|column| best[column.at]).collect()
        })
        .collect()
}

/// Ridge regression with signs over the rows that `train` keeps.
pub fn fit(
    rows: &[Row],
    columns: &[Column],
    values: &[Vec<f64>],
    train: &dyn Fn(&Row) -> bool,
) -> Result<Vec<f64>, Failure> {
    let width = columns.len();
    let mut gram = DMatrix::<f64>::zeros(width, width);
    let mut target = DVector::<f64>::zeros(width);
    for set in sets(rows) {
        let members: Vec<usize> = (0..rows.len()).filter(|at| rows[*at].set == set && train(&rows[*at])).collect();
        if members.is_empty() {
            continue;
        }
        let count = members.len() as f64;
        let mean = |value: &dyn Fn(usize) -> f64| members.iter().map(|at| value(*at)).sum::<f64>() / count;
        let centre: Vec<f64> = (0..width).map(|column| mean(&|at| values[at][column])).collect();
        let middle = mean(&|at| rows[at].score);
        let spread = mean(&|at| (rows[at].score - middle).powi(2)).sqrt().max(1e-6);
        for at in &members {
            let x = DVector::from_fn(width, |column, _| values[*at][column] - centre[column]);
            gram += &x * x.transpose() / count;
            target += x * ((rows[*at].score - middle) / spread / count);
        }
    }
    let scale: Vec<f64> = (0..width).map(|column| (gram[(column, column)] / 5.0).sqrt().max(1e-6)).collect();
    let mut weights = vec![0.0; width];
    for (weight, column) in weights.iter_mut().zip(columns) {
        *weight = column.sort.sign * column.sort.set.unwrap_or(0.0);
    }
    let mut free: Vec<usize> = (0..width).filter(|column| columns[*column].sort.set.is_none()).collect();
    loop {
        let size = free.len();
        let a = DMatrix::from_fn(size, size, |i, j| {
            gram[(free[i], free[j])] / scale[free[i]] / scale[free[j]] + if i == j { LAMBDA } else { 0.0 }
        });
        let b = DVector::from_fn(size, |i, _| {
            let set: f64 = (0..width)
                .filter(|column| columns[*column].sort.set.is_some())
                .map(|column| gram[(free[i], column)] * weights[column])
                .sum();
            (target[free[i]] - set) / scale[free[i]]
        });
        let solved = a.cholesky().ok_or("the features are linearly dependent")?.solve(&b);
        let worst = (0..size)
            .map(|i| (solved[i] * columns[free[i]].sort.sign, i))
            .filter(|(value, _)| *value < 0.0)
            .min_by(|a, b| a.0.total_cmp(&b.0));
        match worst {
            Some((_, i)) => {
                free.remove(i);
            }
            None => {
                for (i, column) in free.iter().enumerate() {
                    weights[*column] = solved[i] / scale[*column];
                }
                return Ok(weights);
            }
        }
    }
}

/// Predictions for questions left out.
pub fn left_out(rows: &[Row], columns: &[Column], values: &[Vec<f64>], draw: u64) -> Result<Vec<f64>, Failure> {
    let mut sums = vec![0.0; rows.len()];
    for number in 0..FOLDS {
        let weights = fit(rows, columns, values, &|row| fold(row, draw) != number)?;
        for (at, _) in rows.iter().enumerate().filter(|(_, row)| fold(row, draw) == number) {
            sums[at] = dot(&values[at], &weights);
        }
    }
    Ok(sums)
}

/// Predictions for each set by the weights of the others.
pub fn set_left_out(rows: &[Row], columns: &[Column], values: &[Vec<f64>]) -> Result<Vec<f64>, Failure> {
    let mut sums = vec![0.0; rows.len()];
    for set in sets(rows) {
        let weights = fit(rows, columns, values, &|row| row.set != set)?;
        for (at, _) in rows.iter().enumerate().filter(|(_, row)| row.set == set) {
            sums[at] = dot(&values[at], &weights);
        }
    }
    Ok(sums)
}

/// The fold of a question: a hash, so that it depends on nothing else.
fn fold(row: &Row, draw: u64) -> u64 {
    (term_of(&format!("{draw} {} {}", row.set, row.question)) >> 20) % FOLDS
}

fn dot(values: &[f64], weights: &[f64]) -> f64 {
    values.iter().zip(weights).map(|(value, weight)| value * weight).sum()
}

pub fn pearson(pairs: &[(f64, f64)]) -> f64 {
    let count = pairs.len().max(1) as f64;
    let (a, b) = pairs.iter().fold((0.0, 0.0), |sum, pair| (sum.0 + pair.0, sum.1 + pair.1));
    let (a, b) = (a / count, b / count);
    let (mut ab, mut aa, mut bb) = (0.0, 0.0, 0.0);
    for (x, y) in pairs {
        ab += (x - a) * (y - b);
        aa += (x - a).powi(2);
        bb += (y - b).powi(2);
    }
    if aa * bb > 0.0 { ab / (aa * bb).sqrt() } else { 0.0 }
}
