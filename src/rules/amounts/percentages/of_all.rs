//! A10 of several shares of one thing: 甲60万元，占60%；乙40万元，占14%.

use rust_decimal::Decimal;

use super::{as_told, differing, has_its_rate, is_any_whole, is_rounding};
use crate::figures;
use crate::rules::Finding;
use crate::rules::passage::quantity::{Quantity, Unit};
use crate::rules::passage::{Passage, contains_any, is_boundary, parts_clauses};

/// What is said to be another share of all that is told beside it than it is: 甲60万元，占60%；乙40万元，占14%. All
/// but one are shares of what they come to together.
pub(super) fn shares_of_all(passage: &Passage<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut at = 0;
    while at + 1 < passage.quantities.len() {
        let shares = shares_from(passage, at);
        let other = other_share(passage, &shares);
        let of_one = || {
            let is_of_any = are_of_any(passage, &shares);
            is_of_any.then(|| other_share_of_one(passage, at, &shares))
        };
        found.extend(other.or_else(|| of_one().flatten()));
        at += (2 * shares.len()).max(1);
    }
    let listed = (0..passage.quantities.len()).filter_map(|at| {
        let (first, shares) = shares_listed(passage, at)?;
        let other = other_share(passage, &shares);
        other.or_else(|| other_share_of_one(passage, first, &shares))
    });
    found.extend(listed);
    found
}

/// Amounts, each with its share.
type Shares<'p, 'a> = Vec<(&'p Quantity<'a>, &'p Quantity<'a>)>;

/// The amounts of a list with the shares that are listed behind it, the first at a place, and where the list begins:
/// 甲21万元、乙11万元，分别占65.63%和34.37%.
fn shares_listed<'p, 'a>(
    passage: &'p Passage<'a>,
    first: usize,
) -> Option<(usize, Shares<'p, 'a>)> {
    const EACH: [&str; 4] = ["分别占", "依次占", "占比分别", "占比依次"];
    let behind = passage.quantities.get(first..)?;
    let share = behind.first().filter(|it| it.unit == Unit::Percent)?;
    let called = passage.phrase(first);
    EACH.iter().find(|it| called.starts_with(*it))?;
    let goes_on = |pair: &[Quantity<'_>]| {
        let [one, next] = pair else { return false };
        let gap = passage.gap(one, next);
        next.unit == Unit::Percent && matches!(gap, "、" | "和" | "，" | "及")
    };
    let count = 1 + behind.windows(2).take_while(|pair| goes_on(pair)).count();
    let end = first - usize::from(is_told_together(passage, first.checked_sub(1)?, count));
    let parts = passage.quantities.get(end.checked_sub(count)?..end)?;
    let one = parts.first()?;
    let from = passage.sentence_at(share.span.start).start;
    let named = (end - count..end).all(|at| !passage.phrase(at).is_empty());
    let is_list = count > 1 && one.span.start >= from && named;
    let all = parts.iter().zip(behind);
    let are_alike = all
        .clone()
        .all(|(part, share)| part.is_like(one) && part.is_exact() && share.is_exact());
    (is_list && are_alike).then(|| (end - count, all.collect()))
}

/// Whether a number is what so many right before it come to: 一季度12次，二季度15次，全年27次.
fn is_told_together(passage: &Passage<'_>, total: usize, count: usize) -> bool {
    let called = passage.phrase(total);
    let parts = total.checked_sub(count);
    let parts = parts.and_then(|from| passage.quantities.get(from..total));
    let sum = figures::sum(parts.into_iter().flatten().map(|it| Some(it.value)));
    let is_sum = sum.is_some_and(|sum| {
        let own = passage.quantities.get(total);
        own.is_some_and(|it| it.value == sum)
    });
    is_sum || called.starts_with("全年") || contains_any(called, &["合计", "共计", "总计"])
}

/// The amounts from a place on that are each told with its share of one thing, with those.
fn shares_from<'p, 'a>(passage: &'p Passage<'a>, from: usize) -> Shares<'p, 'a> {
    let mut shares: Shares<'_, '_> = Vec::new();
    let mut of_what = None;
    let pairs = passage.quantities.get(from..).unwrap_or_default();
    for (i, pair) in pairs.chunks_exact(2).enumerate() {
        let [part, share] = pair else { break };
        let words = passage.gap(part, share);
        let whole = words.trim_start_matches(parts_clauses).strip_prefix('占');
        // 签约118户，签约率93.65%，未签约8户，占6.35%
        let by_its_rate = || (i == 0 && has_its_rate(passage, from)).then_some("");
        let whole = whole.or_else(by_its_rate);
        let goes_on = shares.last().is_none_or(|(first, last)| {
            let gap = passage.gap(last, part);
            let words = gap.trim_start_matches(['，', ',', '；', ';', '、']);
            let is_next = words.len() < gap.len() && words == passage.phrase(from + 2 * i);
            is_next && part.is_like(first) && !contains_any(words, &["其中", "含"])
        });
        let is_share = share.unit == Unit::Percent
            && part.is_exact()
            && share.is_exact()
            && whole.is_some_and(|it| !it.contains(is_boundary))
            && (of_what.is_none() || of_what == whole);
        if !is_share || !goes_on {
            break;
        }
        of_what = whole;
        shares.push((part, share));
    }
    shares
}

/// Whether amounts may be such shares of one thing, of which more need not be told.
fn are_of_one(shares: &[(&Quantity<'_>, &Quantity<'_>)]) -> bool {
    let over = |amount: Decimal, share: Option<Decimal>| {
        let share = share.filter(|it| *it > Decimal::ZERO)?;
        amount.checked_div(share)
    };
    let ends = shares.iter().map(|(part, share)| {
        let cut = share.slack.checked_mul(Decimal::TWO);
        let most = cut.and_then(|cut| share.value.checked_add(cut));
        let least = share.value.checked_sub(share.slack);
        let from = part.value.checked_sub(part.slack);
        let to = part.value.checked_add(part.slack);
        (
            from.and_then(|it| over(it, most)),
            to.and_then(|it| over(it, least)),
        )
    });
    let least = ends.clone().filter_map(|(from, _)| from).max();
    let most = ends.filter_map(|(_, to)| to).min();
    least.zip(most).is_none_or(|(least, most)| least <= most)
}

/// The only one of some shares that is not that of all of them, where rounding leaves no doubt of the others.
fn other_share(
    passage: &Passage<'_>,
    shares: &[(&Quantity<'_>, &Quantity<'_>)],
) -> Option<Finding> {
    let most = match shares.len() {
        0 | 1 => return None,
        2 => Decimal::new(5, 1),
        _ => Decimal::TWO,
    };
    let sum = |of: fn(&Quantity<'_>) -> Decimal| {
        figures::sum(shares.iter().map(|(part, _)| Some(of(part))))
    };
    let (all, slack) = (sum(|it| it.value)?, sum(|it| it.slack)?);
    let percent = |it: Decimal| it.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(all);
    let mut others = Vec::new();
    for (part, share) in shares {
        let by = percent(part.value)?.checked_sub(share.value)?;
        let room = percent(part.slack.checked_add(slack)?)?;
        if room > most {
            return None;
        }
        if !is_rounding(by, share.slack, room) {
            others.push((part, share));
        }
    }
    if others.is_empty() || are_of_one(shares) {
        return None;
    }
    let told = figures::sum(shares.iter().map(|(_, share)| Some(share.value)))?;
    // Where the shares are all there is, it is the amount that is another.
    let is_all = told.checked_sub(Decimal::ONE_HUNDRED)?.abs() <= Decimal::ONE;
    let &[(part, share)] = &*others else {
        let (first, more) = others.split_first().filter(|_| is_all)?;
        let message = "各项占比合计为100%，但由各项的数算不出这些占比，其中有数写错了，请核实。";
        let place = |it: &(&&Quantity<'_>, &&Quantity<'_>)| passage.place(it.0);
        let finding = Finding::new(place(first), message);
        return Some(more.iter().map(place).fold(finding, Finding::and));
    };
    let right = as_told(percent(part.value)?, share);
    let message = format!(
        "{}占所列各项合计{}的{right}，文中写{}，请核实。",
        passage.words_of(part),
        passage.written(all, part),
        passage.words_of(share),
    );
    let finding = Finding::new(passage.place(share), message).and(passage.place(part));
    Some(match is_all {
        true => finding,
        false => finding.fix(
            format!("改为 {right}"),
            vec![passage.rewrite(share.span.clone(), &right)],
        ),
    })
}

/// Whether nothing says of what shares are that stand right behind their amounts.
fn are_of_any(passage: &Passage<'_>, shares: &[(&Quantity<'_>, &Quantity<'_>)]) -> bool {
    shares.iter().all(|(part, share)| {
        let words = passage.gap(part, share);
        let whole = words.rsplit('占').next().unwrap_or_default();
        is_any_whole(whole.trim_end_matches('的'))
    })
}

/// The only one of some shares, the first at a place, that is not that of an amount told before them of which all others
/// are: 受理诉求71184件。直办37527件，占52.7%，转办33657件，占43.7%.
fn other_share_of_one(
    passage: &Passage<'_>,
    first: usize,
    shares: &[(&Quantity<'_>, &Quantity<'_>)],
) -> Option<Finding> {
    let &[(one, _), _, ..] = shares else {
        return None;
    };
    let own = passage.sentence_at(one.span.start);
    let from = own.start.checked_sub(1);
    let from = from.map_or(own.start, |before| passage.sentence_at(before).start);
    let before = passage.quantities.get(..first)?.iter().rev();
    let before = before.take_while(|it| it.span.start >= from);
    let mut told = None;
    for whole in before.filter(|it| it.is_like(one) && it.is_exact()) {
        let percent = |it: Decimal| {
            it.checked_mul(Decimal::ONE_HUNDRED)?
                .checked_div(whole.value)
        };
        let is_other = |(part, share): &&(&Quantity<'_>, &Quantity<'_>)| {
            let room = part.slack.checked_add(whole.slack).and_then(percent);
            let by = percent(part.value).and_then(|it| it.checked_sub(share.value));
            !by.zip(room)
                .is_some_and(|(by, room)| is_rounding(by, share.slack, room))
        };
        let mut others = shares.iter().filter(is_other);
        match (others.next(), others.next()) {
            // Those are of this one, all of them.
            (None, _) => return None,
            (Some((part, share)), None) if part.value <= whole.value => {
                let value = percent(part.value)?;
                told = told.or(Some((whole, *part, *share, value)));
            }
            _ => {}
        }
    }
    let (whole, part, share, value) = told?;
    Some(differing(passage, share, [whole, part], value))
}
