//! Where the window was, and how large: kept in logical pixels, so that it is as large as before on a
//! screen of another scale, and fitted into a screen that is there.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tauri::{AppHandle, PhysicalPosition, Runtime, WebviewWindow};

/// What is kept, in logical pixels.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default)]
pub struct Place {
    /// The width of what lies within the frame.
    pub width: f64,
    /// The height of what lies within the frame.
    pub height: f64,
    /// Left and top of the frame; none where the desktop decides.
    pub corner: Option<(f64, f64)>,
    /// Whether the window filled the screen; width and height are those from before.
    pub maximized: bool,
}

/// A part of the desktop that windows may cover, in logical pixels.
#[derive(Clone, Copy, Debug)]
pub struct Area {
    /// Left and top.
    pub corner: (f64, f64),
    /// Width and height.
    pub size: (f64, f64),
}

impl Place {
    /// What was kept. None where nothing was, or nothing that can be understood.
    #[must_use]
    pub fn load(file: &Path) -> Option<Self> {
        let place: Self = serde_json::from_slice(&fs::read(file).ok()?).ok()?;
        // What JSON holds is finite.
        (place.width >= 1.0 && place.height >= 1.0).then_some(place)
    }

    fn save(&self, file: &Path) -> io::Result<()> {
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(file, serde_json::to_vec(self)?)
    }

    /// As the window is now; its size from before while it fills the screen. None where it cannot be
    /// asked.
    fn of<R: Runtime>(window: &WebviewWindow<R>, before: Option<Self>) -> Option<Self> {
        let maximized = window.is_maximized().ok()?;
        if let Some(before) = before.filter(|_| maximized) {
            return Some(Self { maximized, ..before });
        }
        let scale = window.scale_factor().ok()?;
        let size = window.inner_size().ok()?.to_logical::<f64>(scale);
        let corner = window.outer_position().ok().map(|corner| corner.to_logical::<f64>(scale));
        Some(Self {
            width: size.width,
            height: size.height,
            corner: corner.map(|corner| (corner.x, corner.y)),
            maximized,
        })
    }

    /// A place where all of the window can be seen: on the screen that its middle is on, and no larger than
    /// that screen. Without such a screen the desktop finds a place, on the first one.
    #[must_use]
    pub fn within(self, screens: &[Area]) -> Self {
        let of_middle = self.corner.and_then(|corner| {
            let middle = (corner.0 + self.width / 2.0, corner.1 + self.height / 2.0);
            let screen = screens.iter().find(|screen| screen.holds(middle))?;
            Some((screen, corner))
        });
        let Some(screen) = of_middle.map(|(screen, _)| screen).or(screens.first()) else {
            return Self { corner: None, ..self };
        };
        let (width, height) = (self.width.min(screen.size.0), self.height.min(screen.size.1));
        let corner = of_middle.map(|(screen, (x, y))| {
            let far = (screen.size.0 - width, screen.size.1 - height);
            let (left, top) = screen.corner;
            (x.clamp(left, left + far.0), y.clamp(top, top + far.1))
        });
        Self { width, height, corner, ..self }
    }
}

impl Area {
    /// Where a window of this size has its corner, in the middle of this area.
    #[must_use]
    pub fn middle_for(self, (width, height): (f64, f64)) -> (f64, f64) {
        let ((left, top), size) = (self.corner, self.size);
        let beside = |of_area: f64, of_window: f64| ((of_area - of_window) / 2.0).max(0.0);
        (left + beside(size.0, width), top + beside(size.1, height))
    }

    fn holds(&self, (x, y): (f64, f64)) -> bool {
        let ((left, top), (width, height)) = (self.corner, self.size);
        (left..left + width).contains(&x) && (top..top + height).contains(&y)
    }
}

/// Keeps where the window is. What cannot be kept is found anew by the desktop.
pub fn keep<R: Runtime>(window: &WebviewWindow<R>) {
    let Some(file) = file() else { return };
    if let Some(place) = Place::of(window, Place::load(&file)) {
        let _ = place.save(&file);
    }
}

/// Where the window of this size, in logical pixels, is to be opened.
pub fn find<R: Runtime>(app: &AppHandle<R>, usual: (f64, f64)) -> Place {
    let kept = file().and_then(|file| Place::load(&file));
    let usual = Place { width: usual.0, height: usual.1, ..Place::default() };
    kept.unwrap_or(usual).within(&screens(app))
}

/// The first is the one that the desktop calls so, where it does.
fn screens<R: Runtime>(app: &AppHandle<R>) -> Vec<Area> {
    let first = app.primary_monitor().ok().flatten();
    let all = app.available_monitors().unwrap_or_default();
    let area = |monitor: tauri::Monitor| {
        let (area, scale) = (monitor.work_area(), monitor.scale_factor());
        let corner = area.position.to_logical::<f64>(scale);
        let size = area.size.to_logical::<f64>(scale);
        Area { corner: (corner.x, corner.y), size: (size.width, size.height) }
    };
    first.into_iter().chain(all).map(area).collect()
}

/// Puts a window in the middle of the screen that the pointer is on; where that cannot be known, or set,
/// the desktop decides. `size` is that of the window, in logical pixels.
pub fn under_the_pointer<R: Runtime>(window: &WebviewWindow<R>, size: (f64, f64)) {
    let Ok(pointer) = window.cursor_position() else { return };
    for monitor in window.available_monitors().unwrap_or_default() {
        // Pixels of the screens: the pointer is told in them.
        let (area, scale) = (monitor.work_area(), monitor.scale_factor());
        let area = Area {
            corner: (area.position.x.into(), area.position.y.into()),
            size: (area.size.width.into(), area.size.height.into()),
        };
        let whole = Area {
            corner: (monitor.position().x.into(), monitor.position().y.into()),
            size: (monitor.size().width.into(), monitor.size().height.into()),
        };
        if whole.holds((pointer.x, pointer.y)) {
            let (x, y) = area.middle_for((size.0 * scale, size.1 * scale));
            let _ = window.set_position(PhysicalPosition::new(x, y));
            return;
        }
    }
}

fn file() -> Option<PathBuf> {
    Some(dirs::config_dir()?.join("tessera").join("window.json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEFT: Area = Area { corner: (0.0, 0.0), size: (1_280.0, 800.0) };
    const RIGHT: Area = Area { corner: (1_280.0, 0.0), size: (640.0, 480.0) };

    fn place(x: f64, y: f64, width: f64, height: f64) -> Place {
        Place { width, height, corner: Some((x, y)), maximized: false }
    }

    #[test]
    fn a_window_is_no_larger_than_its_screen_and_nowhere_off_it() {
        for (kept, fitted) in [
            (place(100.0, 100.0, 400.0, 640.0), place(100.0, 100.0, 400.0, 640.0)),
            (place(1_000.0, 500.0, 400.0, 400.0), place(880.0, 400.0, 400.0, 400.0)),
            (place(-50.0, -10.0, 400.0, 640.0), place(0.0, 0.0, 400.0, 640.0)),
            (place(0.0, 0.0, 2_000.0, 1_500.0), place(0.0, 0.0, 1_280.0, 800.0)),
            (place(1_300.0, 0.0, 600.0, 640.0), place(1_300.0, 0.0, 600.0, 480.0)),
        ] {
            assert_eq!(kept.within(&[LEFT, RIGHT]), fitted);
        }
    }

    #[test]
    fn one_that_was_on_a_screen_which_is_gone_is_placed_by_the_desktop() {
        let kept = place(1_300.0, 100.0, 400.0, 900.0);
        let expected = Place { width: 400.0, height: 800.0, corner: None, maximized: false };
        assert_eq!(kept.within(&[LEFT]), expected);
        assert_eq!(kept.within(&[]), Place { corner: None, ..kept });
    }

    #[test]
    fn a_window_in_the_middle_of_a_screen_begins_on_it_even_where_it_is_larger() {
        assert_eq!(LEFT.middle_for((400.0, 300.0)), (440.0, 250.0));
        assert_eq!(RIGHT.middle_for((400.0, 300.0)), (1_400.0, 90.0));
        assert_eq!(RIGHT.middle_for((800.0, 600.0)), (1_280.0, 0.0));
    }

    #[test]
    fn what_was_kept_comes_back_and_what_makes_no_sense_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("tessera/window.json");
        assert_eq!(Place::load(&file), None);
        let kept = Place { maximized: true, ..place(1.0, 2.0, 400.0, 640.0) };
        kept.save(&file).unwrap();
        assert_eq!(Place::load(&file), Some(kept));
        for broken in ["", "{}", r#"{"width": 0, "height": 0}"#, r#"{"width": 1e999, "height": 9}"#]
        {
            fs::write(&file, broken).unwrap();
            assert_eq!(Place::load(&file), None, "{broken}");
        }
    }
}
