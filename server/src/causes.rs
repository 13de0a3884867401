//! An error as one line of a log.

use std::error::Error;

/// An error with everything that led to it, on one line. Some libraries repeat a cause in what they say themselves.
pub fn with_causes(error: &dyn Error) -> String {
    let causes = std::iter::successors(error.source(), |&cause| cause.source());
    causes.fold(error.to_string(), |told, cause| {
        let cause = cause.to_string();
        if told.ends_with(&cause) { told } else { format!("{told}: {cause}") }
    })
}
