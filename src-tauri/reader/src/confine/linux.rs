//! Linux: nobody looks into the process, and it reaches nothing.

use std::io;

use landlock::{
    ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetError, RulesetStatus, Scope,
};
use rustix::process::{
    DumpableBehavior, Signal, set_dumpable_behavior, set_parent_process_death_signal,
};

use tessera_reader_wire::Wall;

/// "Parent" is the thread that started the process, see `process::Process`.
pub fn die_with_parent() -> io::Result<()> {
    set_parent_process_death_signal(Some(Signal::KILL))?;
    Ok(set_dumpable_behavior(DumpableBehavior::NotDumpable)?)
}

/// Takes every right to files, addresses and other processes that Landlock knows. A kernel may know
/// fewer of them, or none.
pub fn give_up_files() -> Wall {
    match no_rights() {
        Ok(RulesetStatus::FullyEnforced) => Wall::Whole,
        Ok(RulesetStatus::PartiallyEnforced) => Wall::Partial,
        Ok(RulesetStatus::NotEnforced) | Err(_) => Wall::Missing,
    }
}

/// All rights are taken, and none is given back.
fn no_rights() -> Result<RulesetStatus, RulesetError> {
    let latest = ABI::V6;
    Ruleset::default()
        .handle_access(AccessFs::from_all(latest))?
        .handle_access(AccessNet::from_all(latest))?
        .scope(Scope::from_all(latest))?
        .create()?
        .restrict_self()
        .map(|now| now.ruleset)
}
