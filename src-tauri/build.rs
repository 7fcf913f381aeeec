//! Tells Tauri where the permissions and capabilities lie, since the package is at the top.

fn main() {
    let manifest =
        tauri_build::AppManifest::new().permissions_path_pattern("./src-tauri/permissions/**/*");
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*")
        .app_manifest(manifest);
    // tauri-build watches only the folders that have the usual names at the top.
    for folder in ["src-tauri/permissions", "src-tauri/capabilities"] {
        println!("cargo::rerun-if-changed={folder}");
    }
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo::error={error:#}");
    }
}
