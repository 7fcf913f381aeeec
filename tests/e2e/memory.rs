//! What another process holds in its writable memory, as /proc shows it.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::ops::Range;
use std::os::unix::fs::FileExt;

use crate::Result;
use crate::canary::contains;

const PAGE: u64 = 4096;

/// Read in pieces that overlap by more than any needle is long.
const PIECE: u64 = 16 << 20;
const OVERLAP: u64 = PAGE;

/// Which of the needles are somewhere in the process's writable memory.
pub fn search<'a>(pid: u32, needles: &[(&'a str, Vec<u8>)]) -> Result<BTreeSet<&'a str>> {
    let mut found = BTreeSet::new();
    read_all(pid, |_, piece| {
        let held = needles.iter().filter(|(_, needle)| contains(piece, needle));
        found.extend(held.map(|(name, _)| *name));
    })?;
    Ok(found)
}

/// What stands before each place where the needle is, as many bytes as `before` says.
pub fn contexts(pid: u32, needle: &[u8], before: usize) -> Result<BTreeSet<Vec<u8>>> {
    let mut found = BTreeSet::new();
    read_all(pid, |_, piece| {
        let places = memchr::memmem::find_iter(piece, needle);
        found.extend(places.map(|at| piece[at.saturating_sub(before)..at].to_vec()));
    })?;
    Ok(found)
}

/// How often the needle is there.
pub fn count(pid: u32, needle: &[u8]) -> Result<usize> {
    let mut places = BTreeSet::new();
    read_all(pid, |start, piece| {
        // Pieces overlap: a place counts once.
        places.extend(memchr::memmem::find_iter(piece, needle).map(|at| start + at as u64));
    })?;
    Ok(places.len())
}

fn read_all(pid: u32, mut look: impl FnMut(u64, &[u8])) -> Result<()> {
    let memory = File::open(format!("/proc/{pid}/mem"))?;
    for run in used(pid)? {
        for start in (run.start..run.end).step_by((PIECE - OVERLAP) as usize) {
            let mut piece = vec![0; PIECE.min(run.end - start) as usize];
            // What was unmapped since then holds nothing any more.
            let read = memory.read_at(&mut piece, start).unwrap_or(0);
            look(start, &piece[..read]);
        }
    }
    Ok(())
}

/// The stretches of writable memory that hold anything. A browser engine reserves many gigabytes that do not.
fn used(pid: u32) -> Result<Vec<Range<u64>>> {
    let pagemap = File::open(format!("/proc/{pid}/pagemap"))?;
    let mut runs: Vec<Range<u64>> = Vec::new();
    for region in writable(pid)? {
        for start in region.clone().step_by(PIECE as usize) {
            let end = region.end.min(start + PIECE);
            let mut flags = vec![0; ((end - start) / PAGE * 8) as usize];
            let read = pagemap.read_at(&mut flags, start / PAGE * 8).unwrap_or(0);
            for (page, flags) in
                (start..end).step_by(PAGE as usize).zip(flags[..read].chunks_exact(8))
            {
                // Bit 63: in memory. Bit 62: swapped out.
                if flags[7] & 0b1100_0000 == 0 {
                    continue;
                }
                match runs.last_mut() {
                    Some(run) if run.end == page => run.end += PAGE,
                    _ => runs.push(page..page + PAGE),
                }
            }
        }
    }
    Ok(runs)
}

fn writable(pid: u32) -> Result<Vec<Range<u64>>> {
    let mut regions = Vec::new();
    for line in fs::read_to_string(format!("/proc/{pid}/maps"))?.lines() {
        let Some((range, rest)) = line.split_once(' ') else { continue };
        if let (Some((start, end)), true) = (range.split_once('-'), rest.starts_with("rw")) {
            regions.push(u64::from_str_radix(start, 16)?..u64::from_str_radix(end, 16)?);
        }
    }
    Ok(regions)
}
