//! Three versions of one file made one: what both started from, ours, and what somebody else wrote
//! meanwhile. Data in, data out; nothing here knows how the others came about.
//!
//! What we changed is done again on their text, so that all they wrote stays as they wrote it,
//! comments and layout too. The entries of a list are told apart by what is in them and by their
//! names, not by their places. Where both changed the same value differently, neither is chosen
//! here.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use foldhash::fast::RandomState;

use super::edit::value;
use super::path::{FieldPath, Step};
use super::syntax::{Body, Spot, Style};
use super::{Document, Edit, EditError, Node, Transaction, Value};

/// One of the two who changed the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// What is being edited here.
    Ours,
    /// What somebody else wrote.
    Theirs,
}

/// What tells the entries of a list apart, by key.
#[derive(Debug, Clone, Copy)]
pub struct Naming<'a> {
    /// What an entry is called, the best first.
    pub names: &'a [&'a str],
    /// What an entry without a name says.
    pub text: &'a str,
    /// What counts such entries: it goes to another when one is put in between, so that it counts
    /// only where the text agrees.
    pub number: &'a str,
    /// Who signed it: what another person signed is another entry, however alike they are.
    pub signed: &'a str,
}

/// One value that is not what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Where it stood before, or would have stood.
    pub was: FieldPath,
    /// Where it stands now, or would stand.
    pub now: FieldPath,
    /// What was there.
    pub from: Option<Value>,
    /// What is there.
    pub to: Option<Value>,
}

impl Difference {
    /// Where it stands: now, or before if it is gone.
    #[must_use]
    pub const fn path(&self) -> &FieldPath {
        match self.to {
            Some(_) => &self.now,
            None => &self.was,
        }
    }
}

/// One value that both changed, each to something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Where it stands in the version of `side`.
    pub path: FieldPath,
    /// Ours, unless we took it out.
    pub side: Side,
    /// What we have there.
    pub ours: Option<Value>,
    /// What they have there.
    pub theirs: Option<Value>,
}

/// What came of a merge.
#[derive(Debug)]
pub struct Merge {
    /// Their version with our changes; at a conflict, what was chosen.
    pub document: Document,
    /// What had to be chosen, in the order in which `choose` was asked.
    pub conflicts: Vec<Conflict>,
    /// Entries of lists, by their place in `theirs`, that one of the two made say something else
    /// altogether while the other changed them as well. They were taken for the same by where they
    /// stand; whether they are, only a person knows.
    pub doubtful: Vec<FieldPath>,
}

/// Does again on `theirs` what made `ours` of `base`. `naming` tells the entries of a list apart;
/// `choose` says for each conflict, counted from 0, who is
/// followed.
///
/// # Errors
/// Where something of ours cannot be written into their text, or an alias makes two values one.
pub fn merge(
    base: &Document,
    ours: &Document,
    theirs: &Document,
    naming: Naming<'_>,
    choose: &dyn Fn(usize) -> Side,
) -> Result<Merge, EditError> {
    for document in [base, ours, theirs] {
        if document.is_read_only() {
            return Err(EditError::ReadOnly);
        }
        if document.has_aliases() {
            return Err(EditError::Alias(FieldPath::root()));
        }
    }
    let mut merger = Merger {
        ours,
        naming,
        choose,
        edits: Vec::new(),
        conflicts: Vec::new(),
        doubtful: Vec::new(),
    };
    let root = Place {
        ours: FieldPath::root(),
        theirs: FieldPath::root(),
    };
    let [before, mine, other] = [base, ours, theirs].map(|it| value(it.root().0));
    merger.field(&root, Some(&before), Some(&mine), Some(&other));
    let mut document = theirs.clone();
    document.edit(Transaction {
        name: String::new(),
        place: FieldPath::root(),
        edits: merger.edits,
    })?;
    Ok(Merge {
        document,
        conflicts: merger.conflicts,
        doubtful: merger.doubtful,
    })
}

/// What `after` has otherwise than `before`, value by value.
#[must_use]
pub fn differences(before: &Document, after: &Document, naming: Naming<'_>) -> Vec<Difference> {
    let mut changes = Vec::new();
    let [old, new] = [before, after].map(|it| value(it.root().0));
    let root = FieldPath::root();
    compare(
        (&root, Some(&old)),
        (&root, Some(&new)),
        naming,
        &mut changes,
    );
    changes
}

/// Where the value that stands at `path` in `before` stands in `after`, if its list entries are
/// still there.
#[must_use]
pub fn follow(
    before: &Document,
    after: &Document,
    naming: Naming<'_>,
    path: &FieldPath,
) -> FieldPath {
    let (mut old, mut new) = (Some(before.root()), Some(after.root()));
    let mut at = FieldPath::root();
    for step in path.steps() {
        match step {
            Step::Key(key) => {
                at = at.key(key);
                old = old.and_then(|it| it.get(key));
                new = new.and_then(|it| it.get(key));
            }
            Step::Index(index) => {
                let [entry, same] = [old, new].map(|list| list.and_then(|it| it.item(*index)));
                let [was, is] = [entry, same].map(|it| it.map(|it| value(it.0)));
                // Of thousands nobody has to look at the others where it stands as it stood.
                let now = if was == is {
                    *index
                } else {
                    let all = |list: Option<Node<'_>>| {
                        let items = list.into_iter().flat_map(Node::items);
                        items.map(|it| value(it.0)).collect::<Vec<_>>()
                    };
                    let paired = pair(&all(old), &all(new), naming, &are_alike);
                    paired.get(*index).copied().flatten().unwrap_or(*index)
                };
                at = at.index(now);
                old = entry;
                new = new.and_then(|it| it.item(now));
            }
        }
    }
    at
}

/// Where one value stands in both versions.
struct Place {
    ours: FieldPath,
    theirs: FieldPath,
}

impl Place {
    fn key(&self, key: &str) -> Self {
        Self {
            ours: self.ours.key(key),
            theirs: self.theirs.key(key),
        }
    }
}

struct Merger<'a> {
    ours: &'a Document,
    naming: Naming<'a>,
    choose: &'a dyn Fn(usize) -> Side,
    edits: Vec<Edit>,
    conflicts: Vec<Conflict>,
    doubtful: Vec<FieldPath>,
}

/// An entry of a list, by its place in each of the three versions.
#[derive(Clone, Copy)]
struct Entry {
    base: Option<usize>,
    ours: Option<usize>,
    theirs: Option<usize>,
}

/// An entry of the list as it is to be: one of theirs, or one of ours put in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Slot {
    Theirs(usize),
    Ours(usize),
}

impl Merger<'_> {
    fn field(
        &mut self,
        at: &Place,
        base: Option<&Value>,
        ours: Option<&Value>,
        theirs: Option<&Value>,
    ) {
        if same(ours, base) || same(ours, theirs) {
            return;
        }
        match (ours, theirs) {
            (Some(Value::Map(mine)), Some(Value::Map(other))) => {
                let keys = mine.iter().chain(other).map(|(key, _)| key.as_str());
                let mut seen = BTreeSet::new();
                for key in keys.filter(|key| seen.insert(*key)) {
                    let [base, ours, theirs] = [base, ours, theirs].map(|it| get(it, key));
                    self.field(&at.key(key), base, ours, theirs);
                }
            }
            _ if is_list(ours) && is_list(theirs) => {
                self.list(at, items(base), items(ours), items(theirs));
            }
            _ if same(theirs, base) => self.follow_ours(at, theirs),
            _ => self.conflict(at, ours, theirs, |merger| merger.follow_ours(at, theirs)),
        }
    }

    /// What they have becomes what we have.
    fn follow_ours(&mut self, at: &Place, theirs: Option<&Value>) {
        let path = at.theirs.clone();
        match self.ours.node(&at.ours) {
            Some(node) => self.edits.push(Edit::Set {
                path,
                value: written(node.0),
            }),
            None if theirs.is_some() => self.edits.push(Edit::Remove { path }),
            None => {}
        }
    }

    fn conflict(
        &mut self,
        at: &Place,
        ours: Option<&Value>,
        theirs: Option<&Value>,
        follow_ours: impl FnOnce(&mut Self),
    ) {
        let (path, side) = match ours {
            Some(_) => (at.ours.clone(), Side::Ours),
            None => (at.theirs.clone(), Side::Theirs),
        };
        let number = self.conflicts.len();
        self.conflicts.push(Conflict {
            path,
            side,
            ours: ours.cloned(),
            theirs: theirs.cloned(),
        });
        if (self.choose)(number) == Side::Ours {
            follow_ours(self);
        }
    }

    fn list(&mut self, at: &Place, base: &[Value], ours: &[Value], theirs: &[Value]) {
        let entries = self.entries(base, ours, theirs);
        let mut removed = BTreeSet::new();
        let mut added = BTreeSet::new();
        for entry in &entries {
            let before = entry.base.and_then(|i| base.get(i));
            let mine = entry.ours.and_then(|i| ours.get(i));
            let other = entry.theirs.and_then(|i| theirs.get(i));
            let place = Place {
                ours: at.ours.index(entry.ours.unwrap_or_default()),
                theirs: at.theirs.index(entry.theirs.unwrap_or_default()),
            };
            match (entry.ours, entry.theirs) {
                (Some(_), Some(_)) => {
                    let is_new = |now| is_another(before, now, self.naming);
                    let both = !same(mine, before) && !same(other, before) && !same(mine, other);
                    if both && (is_new(mine) || is_new(other)) {
                        self.doubtful.push(place.theirs.clone());
                    }
                    self.field(&place, before, mine, other);
                }
                (Some(i), None) if before.is_none() => {
                    added.insert(i);
                }
                (Some(i), None) if !same(mine, before) => {
                    self.conflict(&place, mine, other, |_| {
                        added.insert(i);
                    });
                }
                (None, Some(i)) if before.is_some() => {
                    if same(other, before) {
                        removed.insert(i);
                    } else {
                        self.conflict(&place, mine, other, |_| {
                            removed.insert(i);
                        });
                    }
                }
                _ => {}
            }
        }
        let stays = |slot: &Slot| match slot {
            Slot::Theirs(i) => !removed.contains(i),
            Slot::Ours(i) => added.contains(i),
        };
        let slots = |side| {
            let mut found: Vec<(usize, Slot)> = entries
                .iter()
                .filter_map(|entry| {
                    let slot = entry
                        .theirs
                        .map(Slot::Theirs)
                        .or(entry.ours.map(Slot::Ours))?;
                    let place = match side {
                        Side::Ours => entry.ours,
                        Side::Theirs => entry.theirs,
                    };
                    Some((place?, slot)).filter(|(_, slot)| stays(slot))
                })
                .collect();
            found.sort_by_key(|(place, _)| *place);
            found.into_iter().map(|(_, slot)| slot).collect::<Vec<_>>()
        };
        let mine = slots(Side::Ours);
        let now = slots(Side::Theirs);
        let order = self.order(at, &entries, ours, theirs);
        let target = match order {
            Side::Ours => weave(mine, &now),
            Side::Theirs => weave(now.clone(), &mine),
        };
        for index in removed.iter().rev() {
            let path = at.theirs.index(*index);
            self.edits.push(Edit::Remove { path });
        }
        self.arrange(at, now, &target);
    }

    /// Moves and puts in what makes `target` of the list `now`.
    fn arrange(&mut self, at: &Place, mut now: Vec<Slot>, target: &[Slot]) {
        let list = &at.theirs;
        for (to, slot) in target.iter().enumerate() {
            if now.get(to) == Some(slot) {
                continue;
            }
            let from = now.iter().position(|it| it == slot);
            match (from, slot) {
                (Some(from), _) => {
                    let moved = now.remove(from);
                    now.insert(to, moved);
                    let list = list.clone();
                    self.edits.push(Edit::Move { list, from, to });
                }
                (None, Slot::Ours(i)) => {
                    now.insert(to, *slot);
                    if let Some(node) = self.ours.node(&at.ours.index(*i)) {
                        self.edits.push(Edit::Insert {
                            list: list.clone(),
                            index: to,
                            value: written(node.0),
                        });
                    }
                }
                (None, Slot::Theirs(_)) => {}
            }
        }
    }

    /// Whose order the list has.
    fn order(&mut self, at: &Place, entries: &[Entry], ours: &[Value], theirs: &[Value]) -> Side {
        // In the order of the base, which is how they are listed.
        let common: Vec<(usize, usize)> = entries
            .iter()
            .filter_map(|entry| entry.base.and(entry.ours.zip(entry.theirs)))
            .collect();
        let moved = |place: fn(&(usize, usize)) -> usize| !common.is_sorted_by_key(place);
        let mut by_ours = common.clone();
        by_ours.sort_unstable();
        match (moved(|it| it.0), moved(|it| it.1)) {
            (true, true) if !by_ours.is_sorted_by_key(|it| it.1) => {
                let mut side = Side::Theirs;
                let wrap = |items: &[Value]| Some(Value::List(items.to_vec()));
                self.conflict(at, wrap(ours).as_ref(), wrap(theirs).as_ref(), |_| {
                    side = Side::Ours;
                });
                side
            }
            (true, false) => Side::Ours,
            _ => Side::Theirs,
        }
    }

    fn entries(&self, base: &[Value], ours: &[Value], theirs: &[Value]) -> Vec<Entry> {
        let other = pair(base, theirs, self.naming, &are_alike);
        // What they left alone is rewritten here, however much of it is new, unless they have put in
        // the same; and so is what they took out without putting anything in, which is asked about.
        let has_new = !alone(theirs.len(), &other).is_empty();
        let is_left = |i: usize| match other.get(i).copied().flatten() {
            Some(now) => same(theirs.get(now), base.get(i)),
            None => !has_new,
        };
        let is_theirs = |entry: &Value| {
            let called = name(entry, self.naming);
            let twin = |other: &Value| called.is_some() && name(other, self.naming) == called;
            let says = |other: &Value| {
                let text = text_at(entry, self.naming.text);
                text.is_some() && text_at(other, self.naming.text) == text
            };
            theirs
                .iter()
                .any(|other| other == entry || twin(other) || says(other))
        };
        let mine = pair(base, ours, self.naming, &|i, old, new| {
            are_alike(i, old, new) || is_left(i) && !is_theirs(new)
        });
        let mut entries: Vec<Entry> = mine
            .iter()
            .zip(&other)
            .enumerate()
            .map(|(i, (&ours, &theirs))| Entry {
                base: Some(i),
                ours,
                theirs,
            })
            .collect();
        let (new, others) = (alone(ours.len(), &mine), alone(theirs.len(), &other));
        let pick = |of: &[Value], places: &[usize]| {
            let found = places.iter().filter_map(|i| of.get(*i).cloned());
            found.collect::<Vec<_>>()
        };
        // What both put in may be the same entry, but only if it says so itself.
        let paired = by_itself(&pick(ours, &new), &pick(theirs, &others), self.naming);
        let twin = |place: usize| paired.get(place).copied().flatten();
        for (place, &i) in new.iter().enumerate() {
            entries.push(Entry {
                base: None,
                ours: Some(i),
                theirs: twin(place).and_then(|twin| others.get(twin)).copied(),
            });
        }
        let unknown = alone(others.len(), &paired).into_iter();
        entries.extend(unknown.map(|place| Entry {
            base: None,
            ours: None,
            theirs: others.get(place).copied(),
        }));
        entries
    }
}

/// Puts into `first` what only `second` has, each behind what it stands behind there.
fn weave(mut first: Vec<Slot>, second: &[Slot]) -> Vec<Slot> {
    let mut behind = 0;
    for slot in second {
        let is_next = first.get(behind) == Some(slot);
        let place = || first.iter().position(|it| it == slot);
        match is_next.then_some(behind).or_else(place) {
            Some(place) => behind = place + 1,
            None => {
                first.insert(behind, *slot);
                behind += 1;
            }
        }
    }
    first
}

fn compare(
    (old_path, old): (&FieldPath, Option<&Value>),
    (new_path, new): (&FieldPath, Option<&Value>),
    naming: Naming<'_>,
    changes: &mut Vec<Difference>,
) {
    if same(old, new) {
        return;
    }
    match (old, new) {
        (Some(Value::Map(before)), Some(Value::Map(after))) => {
            let keys = after.iter().chain(before).map(|(key, _)| key.as_str());
            let mut seen = BTreeSet::new();
            for key in keys.filter(|key| seen.insert(*key)) {
                compare(
                    (&old_path.key(key), get(old, key)),
                    (&new_path.key(key), get(new, key)),
                    naming,
                    changes,
                );
            }
        }
        _ if is_list(old) && is_list(new) => {
            let (before, after) = (items(old), items(new));
            let paired = pair(before, after, naming, &are_alike);
            for (i, entry) in before.iter().enumerate() {
                let now = paired.get(i).copied().flatten();
                match now.and_then(|now| Some((now, after.get(now)?))) {
                    Some((now, fresh)) => compare(
                        (&old_path.index(i), Some(entry)),
                        (&new_path.index(now), Some(fresh)),
                        naming,
                        changes,
                    ),
                    None => changes.push(Difference {
                        was: old_path.index(i),
                        now: new_path.index(i),
                        from: Some(entry.clone()),
                        to: None,
                    }),
                }
            }
            for i in alone(after.len(), &paired) {
                changes.push(Difference {
                    was: old_path.index(i),
                    now: new_path.index(i),
                    from: None,
                    to: after.get(i).cloned(),
                });
            }
            let order: Vec<usize> = paired.into_iter().flatten().collect();
            if !order.is_sorted() {
                changes.push(Difference {
                    was: old_path.clone(),
                    now: new_path.clone(),
                    from: old.cloned(),
                    to: new.cloned(),
                });
            }
        }
        _ => changes.push(Difference {
            was: old_path.clone(),
            now: new_path.clone(),
            from: old.cloned(),
            to: new.cloned(),
        }),
    }
}

/// For each entry of `old` its place in `new`: by what is in it, by its name, and, where as many
/// are left between two that were found, by its place among these if it is `likely`.
fn pair(
    old: &[Value],
    new: &[Value],
    naming: Naming<'_>,
    likely: &dyn Fn(usize, &Value, &Value) -> bool,
) -> Vec<Option<usize>> {
    let mut found = by_itself(old, new, naming);
    let mut start = 0;
    while start < old.len() {
        let is_lost = |i: usize| found.get(i).is_some_and(Option::is_none);
        if !is_lost(start) {
            start += 1;
            continue;
        }
        let end = (start..old.len())
            .find(|&i| !is_lost(i))
            .unwrap_or(old.len());
        let place = |i: Option<usize>| i.and_then(|i| found.get(i).copied().flatten());
        let first = place(start.checked_sub(1)).map_or(0, |it| it + 1);
        let last = place(Some(end)).unwrap_or(new.len());
        let free: Vec<usize> = (first..last)
            .filter(|place| !found.contains(&Some(*place)))
            .collect();
        if free.len() == end - start {
            for (i, place) in (start..end).zip(free) {
                let both = old.get(i).zip(new.get(place));
                let is_likely = both.is_some_and(|(a, b)| {
                    likely(i, a, b)
                        && !are_of_two(a, b, naming)
                        && !is_surpassed(a, b, old, new, &found, naming)
                });
                if is_likely && let Some(slot) = found.get_mut(i) {
                    *slot = Some(place);
                }
            }
        }
        start = end;
    }
    found
}

/// The pairs that need no look at what is around them.
fn by_itself(old: &[Value], new: &[Value], naming: Naming<'_>) -> Vec<Option<usize>> {
    let mut found = vec![None; old.len()];
    let mut taken = vec![false; new.len()];
    let take = |found: &mut [Option<usize>], taken: &mut [bool], i: usize, place: usize| {
        if let (Some(slot @ None), Some(taken @ false)) = (found.get_mut(i), taken.get_mut(place)) {
            (*slot, *taken) = (Some(place), true);
        }
    };
    // What stands where it stood, seen from the top and from the end, before what has moved.
    for (i, (a, b)) in old.iter().zip(new).enumerate() {
        if a == b {
            take(&mut found, &mut taken, i, i);
        }
    }
    let from_end = old
        .iter()
        .enumerate()
        .rev()
        .zip(new.iter().enumerate().rev());
    for ((i, _), (place, _)) in from_end.take_while(|((_, a), (_, b))| a == b) {
        take(&mut found, &mut taken, i, place);
    }
    // The first on top; thousands of entries are not held against each other one by one.
    let mut free: HashMap<&Value, Vec<usize>, RandomState> = HashMap::default();
    for (place, (entry, is_taken)) in new.iter().zip(&taken).enumerate().rev() {
        if !is_taken {
            free.entry(entry).or_default().push(place);
        }
    }
    for (i, entry) in old.iter().enumerate() {
        if found.get(i) == Some(&None)
            && let Some(place) = free.get_mut(entry).and_then(Vec::pop)
        {
            take(&mut found, &mut taken, i, place);
        }
    }
    let open = new.iter().zip(&taken).enumerate();
    let open = open.filter_map(|(place, (entry, taken))| (!taken).then_some((place, entry)));
    let open = once_called(open, naming);
    let lost = old.iter().zip(&found).enumerate();
    let lost = lost.filter_map(|(i, (entry, slot))| slot.is_none().then_some((i, entry)));
    for (called, i) in once_called(lost, naming) {
        if let (Some(slot), Some(place)) = (found.get_mut(i), open.get(called)) {
            *slot = Some(*place);
        }
    }
    by_text(old, new, &mut found, naming);
    found
}

/// The entries of these that nothing else among them is called as, by their names.
fn once_called<'v>(
    entries: impl Iterator<Item = (usize, &'v Value)>,
    naming: Naming<'_>,
) -> BTreeMap<&'v str, usize> {
    let mut called: BTreeMap<&str, Option<usize>> = BTreeMap::new();
    for (i, entry) in entries {
        if let Some(name) = name(entry, naming) {
            called
                .entry(name)
                .and_modify(|it| *it = None)
                .or_insert(Some(i));
        }
    }
    called
        .into_iter()
        .filter_map(|(name, i)| Some((name, i?)))
        .collect()
}

/// The places of a list of so many that are in no pair.
fn alone(count: usize, paired: &[Option<usize>]) -> Vec<usize> {
    let mut is_alone = vec![true; count];
    for place in paired.iter().flatten() {
        if let Some(slot) = is_alone.get_mut(*place) {
            *slot = false;
        }
    }
    let places = is_alone.iter().enumerate();
    places
        .filter_map(|(place, is_alone)| is_alone.then_some(place))
        .collect()
}

/// Pairs what is left by what it says, where each is the other's best match; the number speaks for
/// a pair, but never alone.
fn by_text(old: &[Value], new: &[Value], found: &mut [Option<usize>], naming: Naming<'_>) {
    let Some((lost, open)) = unpaired(new.len(), found) else {
        return;
    };
    let mut scores = Vec::new();
    for &i in &lost {
        for &place in &open {
            if let Some((a, b)) = old.get(i).zip(new.get(place))
                && let Some(likeness) = likeness(a, b, naming)
            {
                let number = text_at(a, naming.number);
                let is_same = number.is_some() && text_at(b, naming.number) == number;
                scores.push((i, place, (likeness, is_same)));
            }
        }
    }
    for &(i, place, score) in &scores {
        let (likeness, is_same) = score;
        let is_sure = likeness >= if is_same { ALIKE } else { NEARLY_THE_SAME };
        let is_best = scores
            .iter()
            .all(|&(other, there, its)| (other == i) == (there == place) || its < score);
        if is_sure
            && is_best
            && let Some(slot) = found.get_mut(i)
        {
            *slot = Some(place);
        }
    }
}

/// Whether one of two entries that stand in the same place is more like another that is left.
fn is_surpassed(
    a: &Value,
    b: &Value,
    old: &[Value],
    new: &[Value],
    found: &[Option<usize>],
    naming: Naming<'_>,
) -> bool {
    let Some(here) = likeness(a, b, naming) else {
        return false;
    };
    let Some((lost, open)) = unpaired(new.len(), found) else {
        return false;
    };
    let is_better = |there: Option<u32>| there.is_some_and(|it| it >= ALIKE && it > here);
    let mut lost = lost.into_iter().filter_map(|i| old.get(i));
    let mut open = open.into_iter().filter_map(|place| new.get(place));
    lost.any(|other| is_better(likeness(other, b, naming)))
        || open.any(|other| is_better(likeness(a, other, naming)))
}

/// What is paired with nothing yet, on both sides; `None` where it is more than anybody rewrites and
/// rearranges at once, and more than can be read pair by pair.
fn unpaired(new: usize, found: &[Option<usize>]) -> Option<(Vec<usize>, Vec<usize>)> {
    const MOST: usize = 20;
    let lost = found.iter().enumerate();
    let lost = lost.filter_map(|(i, slot)| slot.is_none().then_some(i));
    let lost: Vec<usize> = lost.take(MOST + 1).collect();
    if lost.len() > MOST {
        return None;
    }
    let open = alone(new, found);
    (open.len() <= MOST).then_some((lost, open))
}

/// From here on one text may have been made of the other, in parts of a thousand.
const ALIKE: u32 = 500;

/// From here on two texts are the same but for a word.
const NEARLY_THE_SAME: u32 = 800;

/// How much of what two entries say is the same, by pairs of neighbouring characters, in parts of a
/// thousand; `None` where one says nothing, has a name, or nothing but the text speaks for it.
fn likeness(a: &Value, b: &Value, naming: Naming<'_>) -> Option<u32> {
    let is_named = |it| name(it, naming).is_some();
    let is_numbered = |it| text_at(it, naming.number).is_some();
    let (one, other) = (text_at(a, naming.text)?, text_at(b, naming.text)?);
    if are_of_two(a, b, naming)
        || is_named(a)
        || is_named(b)
        || !(is_numbered(a) && is_numbered(b) || are_alike(0, a, b))
    {
        return None;
    }
    text_likeness(one, other)
}

/// Whether two entries were signed by two persons.
fn are_of_two(a: &Value, b: &Value, naming: Naming<'_>) -> bool {
    let signed = text_at(a, naming.signed).zip(text_at(b, naming.signed));
    signed.is_some_and(|(one, other)| one != other)
}

/// Whether an entry of a list says, by its name or its text, something else altogether than before.
fn is_another(before: Option<&Value>, now: Option<&Value>, naming: Naming<'_>) -> bool {
    let told = |it| name(it, naming).or_else(|| text_at(it, naming.text));
    let both = before.and_then(told).zip(now.and_then(told));
    let likeness = both.and_then(|(before, now)| text_likeness(before, now));
    likeness.is_some_and(|it| it < ALIKE)
}

/// How much of two texts is the same, by pairs of neighbouring characters, in parts of a thousand;
/// `None` where they are too short to tell.
fn text_likeness(one: &str, other: &str) -> Option<u32> {
    if one == other {
        return Some(1000);
    }
    // As much of a text as says what it is.
    const READ: usize = 1_000;
    let pairs = |text: &str| {
        let pairs = text.chars().zip(text.chars().skip(1));
        pairs.take(READ).collect::<BTreeSet<_>>()
    };
    let (one, other) = (pairs(one), pairs(other));
    let all = u32::try_from(one.len() + other.len()).ok()?;
    let both = u32::try_from(one.intersection(&other).count()).ok()?;
    // Never the whole: it is not the same text.
    (2000 * both).checked_div(all).map(|it| it.min(999))
}

/// What an entry of a list is called.
fn name<'v>(entry: &'v Value, naming: Naming<'_>) -> Option<&'v str> {
    naming
        .names
        .iter()
        .find_map(|key| match get(Some(entry), key) {
            Some(Value::Text(text)) if !text.is_empty() => Some(text.as_str()),
            _ => None,
        })
}

/// What stands under a key of an entry, if anything.
fn text_at<'v>(entry: &'v Value, key: &str) -> Option<&'v str> {
    match get(Some(entry), key) {
        Some(Value::Text(text) | Value::Number(text)) if !text.is_empty() => Some(text),
        _ => None,
    }
}

/// Whether one may have been made of the other: half of what they hold is the same. Of a word that
/// stands alone nothing can be said against it.
fn are_alike(_: usize, old: &Value, new: &Value) -> bool {
    let (same, all) = shared(old, new);
    same * 2 >= all || all == 1
}

/// How many of the words in two values are the same, and how many there are.
fn shared(old: &Value, new: &Value) -> (usize, usize) {
    let sum = |(same, all): (usize, usize), (more, rest)| (same + more, all + rest);
    match (old, new) {
        (Value::Map(before), Value::Map(after)) => {
            let gone = before
                .iter()
                .filter(|(key, _)| get(Some(new), key).is_none())
                .map(|(_, value)| (0, size(value)));
            after
                .iter()
                .map(|(key, value)| match get(Some(old), key) {
                    Some(before) => shared(before, value),
                    None => (0, size(value)),
                })
                .chain(gone)
                .fold((0, 0), sum)
        }
        (Value::List(before), Value::List(after)) => {
            let longer = if before.len() > after.len() {
                before
            } else {
                after
            };
            let rest = longer.iter().skip(before.len().min(after.len()));
            before
                .iter()
                .zip(after)
                .map(|(old, new)| shared(old, new))
                .chain(rest.map(|value| (0, size(value))))
                .fold((0, 0), sum)
        }
        _ if same(Some(old), Some(new)) => (size(new), size(new)),
        _ => (0, size(old).max(size(new))),
    }
}

/// How many words a value holds.
fn size(value: &Value) -> usize {
    match value {
        Value::Map(entries) => entries.iter().map(|(_, value)| size(value)).sum(),
        Value::List(items) => items.iter().map(size).sum(),
        _ => usize::from(!is_blank(Some(value))),
    }
}

/// Whether two values mean the same; nothing, a blank and an empty text do.
fn same(a: Option<&Value>, b: Option<&Value>) -> bool {
    a == b || (is_blank(a) && is_blank(b))
}

fn is_blank(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null) => true,
        Some(Value::Text(text) | Value::Number(text)) => text.is_empty(),
        Some(Value::List(items)) => items.is_empty(),
        Some(Value::Map(entries)) => entries.is_empty(),
    }
}

/// Whether it can be merged as a list.
fn is_list(value: Option<&Value>) -> bool {
    matches!(value, Some(Value::List(_))) || is_blank(value)
}

fn items(value: Option<&Value>) -> &[Value] {
    match value {
        Some(Value::List(items)) => items,
        _ => &[],
    }
}

fn get<'v>(value: Option<&'v Value>, key: &str) -> Option<&'v Value> {
    match value {
        Some(Value::Map(entries)) => {
            let found = entries.iter().find(|(name, _)| name == key);
            found.map(|(_, value)| value)
        }
        _ => None,
    }
}

/// A value as it is to be written again: what stood without quotes stands without.
fn written(spot: Spot<'_>) -> Value {
    match &spot.entry.body {
        Body::Scalar(scalar) if scalar.style == Style::Plain => {
            Value::Number(spot.scalar().unwrap_or_default().to_owned())
        }
        Body::Sequence { .. } => Value::List(spot.children().map(written).collect()),
        Body::Mapping { .. } => {
            let entry = |child: Spot<'_>| {
                let key = child.key().unwrap_or_default().to_owned();
                (key, written(child))
            };
            Value::Map(spot.children().map(entry).collect())
        }
        _ => value(spot),
    }
}
