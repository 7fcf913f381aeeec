//! `cargo xtask bench`: the ratios of src-tauri/core/benches, over the command line as it is released, a key
//! in the search, and the readers of other apps' files, honest and hostile ones (src-tauri/exchange/benches).

use anyhow::Result;

use crate::packages::{self, Need};
use crate::shell::{cargo, run, target};

/// Measures the lines whose name holds the given word, or all of them.
pub fn start(rest: &[String]) -> Result<()> {
    packages::ensure(&[Need::Build, Need::Witness])?;
    run(&mut cargo(["build", "--release", "-p", "tessera-cli"]))?;
    let folder = std::env::var_os("CARGO_TARGET_DIR").map_or_else(target, Into::into);
    let program =
        folder.join("release").join(format!("tessera-cli{}", std::env::consts::EXE_SUFFIX));
    let mut bench = cargo(["bench", "-p", "tessera-core", "--bench", "ratios", "--"]);
    run(bench.args(rest).env("TESSERA_BENCH_CLI", program))?;
    run(cargo(["bench", "-p", "tessera-core", "--bench", "search", "--"]).args(rest))?;
    for bench in ["readers", "hostile"] {
        run(cargo(["bench", "-p", "tessera-exchange", "--bench", bench, "--"]).args(rest))?;
    }
    Ok(())
}
