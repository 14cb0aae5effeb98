//! Means, variances and covariance of pairs, gathered in one pass and joined without loss: what most measures are made of.

/// Sums over pairs (x, y): weight, means, and the sums of squared and crossed deviations from the means.
///
/// Pairs are added by Welford's rule (1962), and two gatherings are joined by the rule of Chan, Golub and LeVeque (1983),
/// so that no large sums are subtracted from each other, and a constant input has a deviation of exactly zero.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Moments {
    /// Number of pairs; a resampled pair counts as often as it was drawn.
    pub weight: f64,
    /// Mean of x.
    pub mean_x: f64,
    /// Mean of y.
    pub mean_y: f64,
    /// Sum of (x - mean x)^2.
    pub xx: f64,
    /// Sum of (y - mean y)^2.
    pub yy: f64,
    /// Sum of (x - mean x)(y - mean y).
    pub xy: f64,
}

/// A spread this small beside the mean is rounding, not spread.
const NO_SPREAD: f64 = 1e-12;

impl Moments {
    /// Gathers pairs.
    pub fn of(pairs: impl IntoIterator<Item = (f64, f64)>) -> Self {
        let mut moments = Moments::default();
        for (x, y) in pairs {
            moments.add(x, y, 1.0);
        }
        moments
    }

    /// Adds one pair, `weight` times.
    pub fn add(&mut self, x: f64, y: f64, weight: f64) {
        self.join(&Moments { weight, mean_x: x, mean_y: y, xx: 0.0, yy: 0.0, xy: 0.0 }, 1.0);
    }

    /// Adds all pairs of another gathering, each `times` times.
    pub fn join(&mut self, other: &Moments, times: f64) {
        let added = other.weight * times;
        if added <= 0.0 {
            return;
        }
        let weight = self.weight + added;
        let (dx, dy) = (other.mean_x - self.mean_x, other.mean_y - self.mean_y);
        let share = if self.weight > 0.0 { self.weight * added / weight } else { 0.0 };
        self.xx += other.xx * times + dx * dx * share;
        self.yy += other.yy * times + dy * dy * share;
        self.xy += other.xy * times + dx * dy * share;
        if self.weight > 0.0 {
            self.mean_x += dx * added / weight;
            self.mean_y += dy * added / weight;
        } else {
            (self.mean_x, self.mean_y) = (other.mean_x, other.mean_y);
        }
        self.weight = weight;
    }

    /// Whether all x are the same (or there are none).
    pub fn constant_x(&self) -> bool {
        constant(self.xx, self.weight, self.mean_x)
    }

    /// Whether all y are the same (or there are none).
    pub fn constant_y(&self) -> bool {
        constant(self.yy, self.weight, self.mean_y)
    }

    /// Sample standard deviation of x (n - 1 in the denominator); `None` below two pairs.
    pub fn deviation_x(&self) -> Option<f64> {
        (self.weight > 1.0).then(|| (self.xx / (self.weight - 1.0)).sqrt())
    }

    /// Mean of x; `None` without pairs.
    pub fn mean_of_x(&self) -> Option<f64> {
        (self.weight > 0.0).then_some(self.mean_x)
    }

    /// Mean of y; `None` without pairs.
    pub fn mean_of_y(&self) -> Option<f64> {
        (self.weight > 0.0).then_some(self.mean_y)
    }
}

/// Written so that a value that is not a number counts as constant: nothing can be said of it.
fn constant(squares: f64, weight: f64, mean: f64) -> bool {
    let spread = (squares / weight).sqrt();
    !(spread.is_finite() && mean.is_finite() && spread > NO_SPREAD * mean.abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joining_equals_gathering_at_once() {
        let pairs = [(0.0, 1.0), (0.5, 0.25), (1.0, 0.75), (0.25, 0.5), (0.5, 0.5)];
        let mut joined = Moments::of(pairs[..2].iter().copied());
        joined.join(&Moments::of(pairs[2..].iter().copied()), 2.0);
        let once = Moments::of(pairs[..2].iter().chain(&pairs[2..]).chain(&pairs[2..]).copied());
        for (a, b) in [(joined.mean_x, once.mean_x), (joined.xx, once.xx), (joined.yy, once.yy), (joined.xy, once.xy)] {
            assert!((a - b).abs() < 1e-12, "{a} {b}");
        }
        assert_eq!(joined.weight, 8.0);
    }

    #[test]
    fn a_constant_is_seen_as_such_after_any_joining() {
        let mut all = Moments::default();
        for _ in 0..7 {
            all.join(&Moments::of([(0.1, 0.3), (0.1, 0.7), (0.1, 0.3)]), 3.0);
        }
        assert_eq!(all.xx, 0.0);
        assert!(all.constant_x() && !all.constant_y());
        assert!(Moments::default().constant_x());
        assert!(Moments::of([(f64::NAN, 1.0), (0.0, 2.0)]).constant_x());
    }

    #[test]
    fn rounding_is_not_spread() {
        assert!(Moments::of([(0.1 + 0.2, 0.0), (0.3, 1.0), (0.3, 2.0)]).constant_x());
    }
}
