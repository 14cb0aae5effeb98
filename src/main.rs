//! The `gradus` program: parse the command line, run the command, turn the outcome into an exit code.

use std::process::ExitCode;

/// Grading makes and drops many small values; with this allocator a batch takes a tenth less time than with glibc's.
#[cfg(feature = "cli")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How long the allocator keeps what was given back before it returns it to the system, by its number among mimalloc 2's
/// options (`mi_option_purge_delay` of `mimalloc.h`; the binding has no name for it).
#[cfg(feature = "cli")]
const PURGE_DELAY: i32 = 15;

/// Keeps memory for a second. A block of rows gives back some 40 MB that the next one, a tenth of a second later, wants
/// again; with mimalloc's own 10 ms the system cleared the same pages over and over (6 % of the processor time of a million
/// rows). `MIMALLOC_PURGE_DELAY` in the environment still wins.
#[cfg(feature = "cli")]
fn keep_memory() {
    // SAFETY: the call writes one number into mimalloc's own table of options, which is static and checked against its
    // bounds there; no thread but this one runs yet.
    unsafe { libmimalloc_sys::mi_option_set_default(PURGE_DELAY, 1000) }
}

#[cfg(feature = "cli")]
fn main() -> ExitCode {
    keep_memory();
    gradus::cli::main()
}

#[cfg(not(feature = "cli"))]
fn main() -> ExitCode {
    eprintln!("gradus was built without its command line; build with `--features cli`");
    ExitCode::from(2)
}

#[cfg(all(test, feature = "cli"))]
mod tests {
    use super::PURGE_DELAY;

    /// A version of mimalloc with other numbers shows here.
    #[test]
    fn the_option_is_the_delay() {
        let value = |option| {
            // SAFETY: reads a number from the same table.
            unsafe { libmimalloc_sys::mi_option_get(option) }
        };
        // It stands between the delay of commits (1) and the count of NUMA nodes (0), and is 10 ms unless it was set.
        if std::env::var_os("MIMALLOC_PURGE_DELAY").is_none() {
            super::keep_memory();
            assert_eq!([value(PURGE_DELAY - 1), value(PURGE_DELAY), value(PURGE_DELAY + 1)], [1, 1000, 0]);
        }
    }
}
