//! Room for deep pages.
//!
//! Reading a page goes down as deep as its marks are nested, and a formula nests as deep as it is long; both are
//! bounded ([`super::limits`]). A thread that the server lends for slow work has 2 MiB, which a formula of
//! 2 000 characters overflows: the engine therefore brings a stack of its own, whoever calls it. Memory is only taken as
//! far as it is used.

use std::thread::{Builder, scope};

/// Bytes: twice what the deepest page that is allowed needs in an unoptimised build, where frames are widest.
const STACK: usize = 16 * 1024 * 1024;

/// Does the work on a thread with enough room; a panic goes on in the caller.
pub(crate) fn with_room<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    let mut work = Some(work);
    let mut done = None;
    scope(|scope| {
        let (work, done) = (&mut work, &mut done);
        let thread = Builder::new().name("course".into()).stack_size(STACK).spawn_scoped(scope, move || {
            *done = work.take().map(|work| work());
        });
        if let Ok(thread) = thread
            && let Err(panic) = thread.join()
        {
            std::panic::resume_unwind(panic);
        }
    });
    match (done, work) {
        (Some(done), _) => done,
        // No thread to be had: here, then, where most pages fit.
        (None, Some(work)) => work(),
        (None, None) => unreachable!("the work was taken by the thread that did it"),
    }
}
