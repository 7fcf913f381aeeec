//! What the process does to itself before it touches a secret.

/// A crash leaves no image of the memory on disk. Where the system refuses, we go on: the vault is
/// no worse off than in any other program.
pub fn forbid_core_dumps() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let none = Rlimit { current: Some(0), maximum: Some(0) };
        let _ = setrlimit(Resource::Core, none);
    }
}
