//! What was measured, several times over, and what can be said of it.

use super::budgets::By;
use crate::failure::Failure;
use serde_json::Value;

/// At least one number, in ascending order, and what has to be known besides.
#[derive(Clone, Debug, PartialEq)]
pub struct Samples {
    numbers: Vec<f64>,
    /// Printed below the figures; empty when there is nothing to say.
    pub note: String,
}

impl Samples {
    /// Any order will do.
    ///
    /// # Errors
    /// When there is none, or one of them is not a number.
    pub fn of(mut numbers: Vec<f64>) -> Result<Self, Failure> {
        if numbers.is_empty() || numbers.iter().any(|number| !number.is_finite()) {
            return Err(Failure::explained(format!("the measurement gave no numbers: {numbers:?}")));
        }
        numbers.sort_by(f64::total_cmp);
        Ok(Self { numbers, note: String::new() })
    }

    /// The numbers of a JSON array.
    ///
    /// # Errors
    /// As [`Samples::of`].
    pub fn of_json(array: &Value) -> Result<Self, Failure> {
        Self::of(array.as_array().into_iter().flatten().filter_map(Value::as_f64).collect())
    }

    /// The same with a note.
    pub fn noting(self, note: impl Into<String>) -> Self {
        Self { note: note.into(), ..self }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.numbers.len()
    }

    /// The number that decides.
    pub fn figure(&self, by: By) -> f64 {
        match by {
            By::Median => self.median(),
            By::P95 => self.at(95),
            By::P98 => self.at(98),
            By::Worst => self.at(100),
        }
    }

    /// The middle one; of an even count the mean of the two in the middle.
    pub fn median(&self) -> f64 {
        let half = self.numbers.len() / 2;
        if self.numbers.len() % 2 == 1 {
            self.numbers[half]
        } else {
            f64::midpoint(self.numbers[half - 1], self.numbers[half])
        }
    }

    /// The one that so many of 100 do not exceed.
    pub fn at(&self, percent: usize) -> f64 {
        let place = (self.numbers.len() * percent).div_ceil(100).max(1);
        self.numbers[place - 1]
    }
}

#[cfg(test)]
mod tests {
    use super::{By, Samples};

    #[test]
    fn the_numbers_that_decide() {
        let samples = Samples::of((1..=40).rev().map(f64::from).collect()).expect("numbers");
        assert_eq!((samples.median(), samples.figure(By::P95), samples.count()), (20.5, 38.0, 40));
        assert_eq!((samples.at(10), samples.at(90), samples.figure(By::Worst)), (4.0, 36.0, 40.0));
        let one = Samples::of(vec![7.0]).expect("a number");
        assert_eq!((one.median(), one.at(10), one.figure(By::P95)), (7.0, 7.0, 7.0));
    }

    #[test]
    fn nothing_and_no_number_are_refused() {
        assert!(Samples::of(Vec::new()).is_err());
        assert!(Samples::of(vec![1.0, f64::NAN]).is_err());
    }
}
