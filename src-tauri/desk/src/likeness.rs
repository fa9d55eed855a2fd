//! How much two texts have in common: shares of three words in a row. Pure; which pieces are compared is `import.rs`.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::normalise;

/// A text's runs of three words, as hashes.
#[derive(Clone, Debug, Default)]
pub struct Shingles(HashSet<u64>);

impl Shingles {
    /// From plain text. A text of fewer than three words is one run.
    pub fn of(text: &str) -> Self {
        let words: Vec<String> = normalise::tokens(text).into_iter().map(|t| t.text).collect();
        let mut set = HashSet::new();
        if words.len() < 3 {
            if !words.is_empty() {
                set.insert(hash(&words));
            }
        } else {
            for three in words.windows(3) {
                set.insert(hash(three));
            }
        }
        Self(set)
    }

    /// 0 to 1: the runs that both have, of the runs that either has (so that an excerpt is less alike than a new copy).
    pub fn likeness(&self, other: &Self) -> f64 {
        let both = self.0.intersection(&other.0).count();
        let either = self.0.len() + other.0.len() - both;
        if either == 0 { 0.0 } else { share(both, either) }
    }

    /// 0 to 1: how much of the smaller text the larger one has.
    pub fn overlap(&self, other: &Self) -> f64 {
        let smaller = self.0.len().min(other.0.len());
        if smaller == 0 { 0.0 } else { share(self.0.intersection(&other.0).count(), smaller) }
    }
}

fn share(part: usize, whole: usize) -> f64 {
    f64::from(u32::try_from(part).unwrap_or(u32::MAX)) / f64::from(u32::try_from(whole).unwrap_or(u32::MAX))
}

fn hash(words: &[String]) -> u64 {
    let mut hasher = DefaultHasher::new();
    words.hash(&mut hasher);
    hasher.finish()
}

/// The words by which a text is looked for among others: its longest, each once, in a fixed order.
pub fn telling_words(text: &str, most: usize) -> Vec<String> {
    let mut seen = HashSet::new();
    let mut words: Vec<String> = normalise::tokens(text).into_iter().map(|t| t.text).filter(|w| seen.insert(w.clone())).collect();
    words.sort_by(|a, b| b.chars().count().cmp(&a.chars().count()).then_with(|| a.cmp(b)));
    words.truncate(most);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_copy_is_like_its_piece_and_another_piece_is_not() {
        let first = "Two days ago the council met to close a quarrel that has run since spring. The chair read out a letter and adjourned the meeting.";
        let copy = "Two days ago the council met to end a quarrel that has run since spring. The chair read out a long letter and adjourned the meeting.";
        let other = "What a night boat costs is known to nobody; the harbour board has asked for the figures twice, and twice it has had no answer.";
        let like = |a: &str, b: &str| Shingles::of(a).likeness(&Shingles::of(b));
        assert!(like(first, copy) > 0.4, "{}", like(first, copy));
        assert!(like(first, other) < 0.05);
        assert!((like(first, first) - 1.0).abs() < f64::EPSILON);
        assert!(like("", "") == 0.0);
    }

    #[test]
    fn likeness_works_without_spaces() {
        let like = Shingles::of("港口的投票結果沒有人輸").likeness(&Shingles::of("港口的投票結果沒有人贏"));
        assert!(like > 0.5, "{like}");
    }
}
