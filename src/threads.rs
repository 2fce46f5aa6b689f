//! Two threads for what takes long. What they do is not known here; what they share, they only read.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, ScopedJoinHandle};

/// Does one thing in a thread of its own beside another one; where no thread is to be had, behind it.
pub(crate) fn beside<A: Send, B>(one: impl Fn() -> A + Sync, other: impl FnOnce() -> B) -> (A, B) {
    thread::scope(|scope| {
        let thread = thread::Builder::new().spawn_scoped(scope, &one);
        let other = other();
        let one = match thread.map(ScopedJoinHandle::join) {
            Ok(Ok(one)) => one,
            Ok(Err(panic)) => resume_unwind(panic),
            Err(_) => one(),
        };
        (one, other)
    })
}

/// Makes each of so many in two threads, of which who is ready takes the next; in order. Nothing where one of
/// them cannot be made, and nobody begins another one then.
pub(crate) fn each<T: Send>(
    count: usize,
    make: impl Fn(usize) -> Option<T> + Sync,
) -> Option<Vec<T>> {
    let next = AtomicUsize::new(0);
    let take = || {
        let mut made = Vec::new();
        loop {
            let i = next.fetch_add(1, Ordering::Relaxed);
            if i >= count {
                return Some(made);
            }
            let Some(one) = make(i) else {
                next.store(count, Ordering::Relaxed);
                return None;
            };
            made.push((i, one));
        }
    };
    let (others, own) = beside(take, take);
    let mut made = own?;
    made.extend(others?);
    made.sort_unstable_by_key(|(i, _)| *i);
    Some(made.into_iter().map(|(_, one)| one).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_is_in_order_and_all_or_nothing() {
        let made = each(100, |i| Some(i * 2));
        assert_eq!(made, Some((0..100).map(|i| i * 2).collect()));
        assert_eq!(each(0, Some), Some(Vec::new()));
        assert_eq!(each(100, |i| (i != 40).then_some(i)), None);
        assert_eq!(beside(|| 1, || 2), (1, 2));
    }
}
