//! The words of the command line.

use std::path::PathBuf;

/// The pictures beside the checkout.
const CORPUS: &str = "../../../shared/corpus";

pub struct Options {
    /// Where a MANIFEST.json lies each.
    pub folders: Vec<PathBuf>,
    /// A part of the kind, the category or the file.
    pub only: Option<String>,
    /// Name the texts that are missed.
    pub missed: bool,
    /// How many of the slowest pictures are named.
    pub slowest: usize,
    /// Each picture is searched so often, and the quickest search counts.
    pub times: u32,
    /// A Python that has zxing-cpp; without one it is left out.
    pub python: Option<PathBuf>,
}

impl Options {
    pub fn from_args() -> Self {
        let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let mut options = Self {
            folders: ["qr", "faults/qr"].map(|of| here.join(CORPUS).join(of)).into(),
            only: None,
            missed: false,
            slowest: 0,
            times: 3,
            python: std::env::var_os("TESSERA_ZXING_PYTHON").map(Into::into),
        };
        let mut args = std::env::args().skip(1);
        while let Some(arg) = args.next() {
            let mut next = || args.next().unwrap_or_else(|| panic!("{arg} needs a value"));
            match arg.as_str() {
                "--dir" => options.folders = vec![next().into()],
                "--only" => options.only = Some(next()),
                "--missed" => options.missed = true,
                "--slowest" => options.slowest = next().parse().unwrap(),
                "--times" => options.times = next().parse().unwrap(),
                // What cargo passes to every bench.
                "--bench" => {}
                _ => panic!("Use: [--dir DIR] [--only WORD] [--missed] [--slowest N] [--times N]"),
            }
        }
        options
    }
}
