//! What the process does to keep its memory to itself.

/// No core dumps: they would hold the VaultKey. `PR_SET_DUMPABLE` stays as it is, because file
/// dialogs of XDG portals die of it without a word.
pub fn no_core_dumps() {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        // A system that refuses keeps its own setting.
        let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    }
}
