//! What a face does to its process before it touches a secret. Where the system refuses, the face goes
//! on: the vault is no worse off than in any other program.

/// A crash leaves no image of the memory, neither in a file nor with a program that collects them.
pub fn forbid_core_dumps() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        // Linux gives the image to a program all the same where one is asked to collect it
        // (`core_pattern` is a pipe), unless the limit is exactly 1: see core(5) and do_coredump in
        // fs/coredump.c. No image is as short as that.
        let bytes = Some(u64::from(cfg!(target_os = "linux")));
        let _ = setrlimit(Resource::Core, Rlimit { current: bytes, maximum: bytes });
    }
}

/// Whether a crash leaves no image of the memory, as far as this process can see to it.
#[must_use]
pub fn core_dumps_are_forbidden() -> bool {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, getrlimit};
        getrlimit(Resource::Core).current.is_some_and(|bytes| bytes <= 1)
    }
    // What Windows keeps of a crash is set by administrators.
    #[cfg(not(unix))]
    false
}

/// No other process of the same user looks into the memory of this one, and nothing dumps it. Not for
/// the window: the file dialogs of XDG portals look at who asks, and die of it without a word.
pub fn forbid_tracing() {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    }
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use std::process::Command;

    use rustix::process::{DumpableBehavior, Resource, dumpable_behavior, getrlimit};

    #[test]
    fn nothing_is_left_of_the_memory() {
        let test = "hardening::tests::in_a_process_of_its_own";
        let mut alone = Command::new(std::env::current_exe().unwrap());
        let status = alone.args(["--exact", test, "--ignored"]).status().unwrap();
        assert!(status.success(), "{status}");
    }

    #[test]
    #[ignore = "changes the whole process; the test above runs it"]
    fn in_a_process_of_its_own() {
        super::forbid_core_dumps();
        let limit = getrlimit(Resource::Core);
        assert_eq!((limit.current, limit.maximum), (Some(1), Some(1)));
        assert!(super::core_dumps_are_forbidden());
        assert_eq!(dumpable_behavior().unwrap(), DumpableBehavior::Dumpable);
        super::forbid_tracing();
        assert_eq!(dumpable_behavior().unwrap(), DumpableBehavior::NotDumpable);
    }
}
