//! The system calls that are left. Every other is refused, and the process goes on: a C library of
//! next year that tries a newer call first must not make every picture unreadable.

use seccompiler::SeccompCmpArgLen::Dword;
use seccompiler::SeccompCmpOp::{Eq, MaskedEq};
use seccompiler::{
    BackendError, BpfProgram, SeccompAction, SeccompCondition, SeccompFilter, SeccompRule,
    TargetArch, apply_filter_all_threads,
};

/// Refuses all but the calls of [`left`], in all threads.
pub fn allow_few() -> Result<(), seccompiler::Error> {
    let here = TargetArch::try_from(std::env::consts::ARCH)?;
    let refused = SeccompAction::Errno(libc::EPERM as u32);
    let filter =
        SeccompFilter::new(left()?.into_iter().collect(), refused, SeccompAction::Allow, here)?;
    apply_filter_all_threads(&BpfProgram::try_from(filter)?)
}

type Rules = Vec<SeccompRule>;

fn left() -> Result<Vec<(i64, Rules)>, BackendError> {
    let always = Vec::new;
    // mmap and mprotect have their protection third.
    let not_executable = || SeccompCondition::new(2, Dword, MaskedEq(libc::PROT_EXEC as u64), 0);
    let no_file = SeccompCondition::new(4, Dword, Eq, u64::from(u32::MAX));
    let first_is = |fd: i32| SeccompCondition::new(0, Dword, Eq, fd as u64);
    Ok(vec![
        // The questions and the answers, and no other file, even one that was left open.
        (libc::SYS_read, all_of(vec![first_is(libc::STDIN_FILENO)?])?),
        (libc::SYS_write, all_of(vec![first_is(libc::STDOUT_FILENO)?])?),
        // Memory that holds no program.
        (libc::SYS_mmap, all_of(vec![not_executable()?, no_file?])?),
        (libc::SYS_mprotect, all_of(vec![not_executable()?])?),
        (libc::SYS_mremap, always()),
        (libc::SYS_munmap, always()),
        (libc::SYS_madvise, always()),
        (libc::SYS_brk, always()),
        // The time, and seeds for hash tables.
        (libc::SYS_clock_gettime, always()),
        (libc::SYS_getrandom, always()),
        (libc::SYS_futex, always()),
        // The end.
        (libc::SYS_sigaltstack, always()),
        (libc::SYS_rt_sigprocmask, always()),
        (libc::SYS_rt_sigreturn, always()),
        (libc::SYS_restart_syscall, always()),
        (libc::SYS_exit, always()),
        (libc::SYS_exit_group, always()),
    ])
}

fn all_of(conditions: Vec<SeccompCondition>) -> Result<Rules, BackendError> {
    Ok(vec![SeccompRule::new(conditions)?])
}
