//! Linux: nobody looks into the process, and it reaches nothing.

use std::io;

use landlock::{ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetError, Scope};
use rustix::process::{
    DumpableBehavior, Signal, set_dumpable_behavior, set_parent_process_death_signal,
};

use super::calls;

/// "Parent" is the thread that started the process, see `process::Process`.
pub fn die_with_parent() -> io::Result<()> {
    set_parent_process_death_signal(Some(Signal::KILL))?;
    Ok(set_dumpable_behavior(DumpableBehavior::NotDumpable)?)
}

/// A kernel may lack either; the limits of [`super::give_up_all`] hold all the same.
pub fn close_the_doors() {
    let _ = no_files();
    let _ = calls::allow_few();
}

/// All rights that Landlock knows are taken, and none is given back.
fn no_files() -> Result<(), RulesetError> {
    let latest = ABI::V6;
    Ruleset::default()
        .handle_access(AccessFs::from_all(latest))?
        .handle_access(AccessNet::from_all(latest))?
        .scope(Scope::from_all(latest))?
        .create()?
        .restrict_self()
        .map(drop)
}
