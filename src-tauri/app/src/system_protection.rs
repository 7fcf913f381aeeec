//! What this system gives to protect a process that holds secrets, for every face.

use crate::hardening;
use crate::ports::protection::{Protection, Swap};

/// What this system gives now. Reads a few small files, and waits for nothing.
#[must_use]
pub fn here() -> Protection {
    Protection { no_core_dumps: hardening::core_dumps_are_forbidden(), swap: swap() }
}

#[cfg(target_os = "linux")]
fn swap() -> Swap {
    linux::swap(std::path::Path::new("/"))
}

/// macOS encrypts its own; Windows says it to administrators alone.
#[cfg(not(target_os = "linux"))]
fn swap() -> Swap {
    if cfg!(target_os = "macos") { Swap::Safe } else { Swap::Unknown }
}

#[cfg(target_os = "linux")]
mod linux {
    use std::fs;
    use std::path::Path;

    use super::Swap;

    /// How deep a device may lie on others: a volume in a container on an array, and some more.
    const DEEPEST: usize = 8;

    /// The swap space of the system whose root this is.
    pub(super) fn swap(root: &Path) -> Swap {
        let Ok(list) = fs::read_to_string(root.join("proc/swaps")) else { return Swap::Unknown };
        let spaces: Vec<_> = list.lines().skip(1).map(|line| space(root, line)).collect();
        let any = |what| spaces.contains(&what);
        match (any(Swap::Plain), any(Swap::Unknown)) {
            (true, _) => Swap::Plain,
            (false, true) => Swap::Unknown,
            (false, false) => Swap::Safe,
        }
    }

    /// One line: where it is, what it is, and how much of it. Of a file it is not known on what it lies.
    fn space(root: &Path, line: &str) -> Swap {
        let mut words = line.split_whitespace();
        let (Some(place), Some("partition")) = (words.next(), words.next()) else {
            return Swap::Unknown;
        };
        let Some(name) = Path::new(place).file_name() else { return Swap::Unknown };
        device(&root.join("sys/class/block").join(name), DEEPEST)
    }

    /// What becomes of what is written to a block device, as `/sys` describes it.
    fn device(at: &Path, deeper: usize) -> Swap {
        let name = at.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with("zram") {
            // In memory, unless what does not fit there is written to a disk.
            let backing = fs::read_to_string(at.join("backing_dev")).unwrap_or_default();
            return if matches!(backing.trim(), "" | "none") { Swap::Safe } else { Swap::Unknown };
        }
        let mapped = fs::read_to_string(at.join("dm/uuid")).ok();
        if mapped.as_ref().is_some_and(|uuid| uuid.starts_with("CRYPT-")) {
            return Swap::Safe;
        }
        let below = fs::read_dir(at.join("slaves")).into_iter().flatten().flatten();
        let below: Vec<_> = below.map(|entry| entry.path()).collect();
        if below.is_empty() {
            // A disk or a part of one; what is neither there nor mapped is not known.
            let is_disk = mapped.is_none() && at.exists() && !name.starts_with("loop");
            return if is_disk { Swap::Plain } else { Swap::Unknown };
        }
        let Some(deeper) = deeper.checked_sub(1) else { return Swap::Unknown };
        let below: Vec<_> = below.iter().map(|at| device(at, deeper)).collect();
        match below.iter().all(|what| *what == below[0]) {
            true => below[0],
            false => Swap::Unknown,
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        const HEAD: &str = "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n";

        /// A root with these spaces and these files below `/sys/class/block`.
        fn told(spaces: &[(&str, &str)], files: &[(&str, &str)]) -> Swap {
            let root = tempfile::tempdir().unwrap();
            let write = |path: String, text: &str| {
                let path = root.path().join(path);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, text).unwrap();
            };
            let line = |(place, kind): &(&str, &str)| format!("{place} {kind}\t8388604\t0\t-2\n");
            write(
                "proc/swaps".into(),
                &(HEAD.to_owned() + &spaces.iter().map(line).collect::<String>()),
            );
            for (path, text) in files {
                write(format!("sys/class/block/{path}"), text);
            }
            swap(root.path())
        }

        #[test]
        fn what_can_be_told_for_sure_is_told_and_nothing_else() {
            let crypt = ("dm-0/dm/uuid", "CRYPT-PLAIN-swap\n");
            let volume = ("dm-1/dm/uuid", "LVM-0815\n");
            let on_crypt = ("dm-1/slaves/dm-0/dm/uuid", "CRYPT-LUKS2-0815\n");
            let on_disk = ("dm-1/slaves/sda3/partition", "3\n");
            let disk = ("sda2/partition", "2\n");
            let one = |place, files: &[(&str, &str)]| told(&[(place, "partition")], files);
            assert_eq!(told(&[], &[]), Swap::Safe);
            assert_eq!(one("/dev/sda2", &[disk]), Swap::Plain);
            assert_eq!(one("/dev/dm-0", &[crypt]), Swap::Safe);
            assert_eq!(one("/dev/dm-1", &[volume, on_crypt]), Swap::Safe);
            assert_eq!(one("/dev/dm-1", &[volume, on_disk]), Swap::Plain);
            assert_eq!(one("/dev/dm-1", &[volume, on_disk, on_crypt]), Swap::Unknown);
            assert_eq!(one("/dev/dm-1", &[volume]), Swap::Unknown);
            assert_eq!(one("/dev/sdq9", &[]), Swap::Unknown);
            assert_eq!(one("/dev/zram0", &[("zram0/backing_dev", "none\n")]), Swap::Safe);
            assert_eq!(one("/dev/zram0", &[("zram0/backing_dev", "/dev/sda2\n")]), Swap::Unknown);
            assert_eq!(told(&[("/swapfile", "file")], &[]), Swap::Unknown);
            let both = [("/dev/zram0", "partition"), ("/dev/sda2", "partition")];
            assert_eq!(told(&both, &[disk, ("zram0/size", "1\n")]), Swap::Plain);
        }

        #[test]
        fn a_system_that_lists_nothing_is_not_known() {
            assert_eq!(swap(Path::new("/nonexistent")), Swap::Unknown);
        }
    }
}
