//! Texts compared by their threes of letters, which forgives endings, compounds and slips of the pen.

use handrail_text::fold;
use rustc_hash::FxHashMap;

use crate::rank::rarity;

/// Three letters in 21 bits each.
type Three = u64;
/// Threes come from articles that were reviewed and a question of bounded length, so nobody gains from making them
/// collide.
type ByThree<V> = FxHashMap<Three, V>;

/// How often each three stands in a text.
#[derive(Debug, Default)]
pub(crate) struct Threes(Vec<(Three, f32)>);

impl Threes {
    pub(crate) fn of(text: &str) -> Threes {
        let mut counts: ByThree<f32> = ByThree::default();
        let mut last = [' '; 3];
        let folded = fold(text);
        for c in folded
            .chars()
            .map(|c| if c.is_alphanumeric() { c } else { ' ' })
            .chain([' '])
        {
            if c == ' ' && last[2] == ' ' {
                continue;
            }
            last = [last[1], last[2], c];
            if last[1] != ' ' {
                let three = last.iter().fold(0, |all, c| all << 21 | u64::from(*c));
                *counts.entry(three).or_default() += 1.0;
            }
        }
        Threes(counts.into_iter().collect())
    }
}

/// The cosine of a text and each of the others, its threes weighed by how few of the others have them.
pub(crate) fn cosines(asked: &Threes, others: &[&Threes]) -> Vec<f32> {
    let all = others.iter().map(|other| other.0.len()).sum();
    let mut holding: ByThree<usize> = ByThree::with_capacity_and_hasher(all, Default::default());
    for (three, _) in others.iter().flat_map(|other| &other.0) {
        *holding.entry(*three).or_default() += 1;
    }
    let rarities: Vec<f32> = (0..=others.len())
        .map(|holding| rarity(holding, others.len()))
        .collect();
    let weigh = |three: Three, count: f32| {
        let holding = holding.get(&three).copied().unwrap_or(0);
        count * rarities[holding]
    };
    let asked: ByThree<f32> = (asked.0.iter())
        .map(|(three, count)| (*three, weigh(*three, *count)))
        .collect();
    let asked_length = length(asked.values().copied());
    others
        .iter()
        .map(|other| {
            let weighed: Vec<(Three, f32)> = (other.0.iter())
                .map(|(three, count)| (*three, weigh(*three, *count)))
                .collect();
            let shared: f32 = weighed
                .iter()
                .filter_map(|(three, weight)| Some(weight * asked.get(three)?))
                .sum();
            let lengths = asked_length * length(weighed.iter().map(|(_, weight)| *weight));
            if lengths > 0.0 { shared / lengths } else { 0.0 }
        })
        .collect()
}

fn length(weights: impl Iterator<Item = f32>) -> f32 {
    weights.map(|weight| weight * weight).sum::<f32>().sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_alike_by_their_letters() {
        let titles = ["Returns", "Return an item", "Gift cards"].map(Threes::of);
        let others: Vec<&Threes> = titles.iter().collect();
        let found = cosines(&Threes::of("returning it"), &others);
        assert!(found[0] > found[2] && found[1] > found[2], "{found:?}");
        assert!(found.iter().all(|one| (0.0..=1.0).contains(one)));
        assert_eq!(cosines(&Threes::of(""), &others), [0.0; 3]);
        assert!(cosines(&Threes::of("x"), &[]).is_empty());
    }
}
