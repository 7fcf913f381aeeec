//! The screens of an X server: each monitor a picture of its own.

mod pixels;

use x11rb::connection::Connection;
use x11rb::protocol::randr::ConnectionExt as _;
use x11rb::protocol::xproto::{AtomEnum, ConnectionExt as _, ImageFormat, Screen};
use x11rb::rust_connection::RustConnection;
use zeroize::Zeroizing;

use crate::{Content, ScreenError, Shot};
use pixels::Layout;

/// The most bytes of a picture that are asked for at once: a server sends one answer as a whole.
const STRIP: usize = 4 * 1024 * 1024;

pub(super) fn shoot(display: &str) -> Result<Vec<Shot>, ScreenError> {
    let (server, _) = x11rb::connect(Some(display)).map_err(|_| ScreenError::Unsupported)?;
    let mut shots = Vec::new();
    for screen in &server.setup().roots {
        for monitor in monitors(&server, screen) {
            shots.push(picture(&server, screen, monitor)?);
        }
    }
    Ok(shots)
}

/// A part of a screen.
struct Monitor {
    name: String,
    x: i16,
    y: i16,
    width: u16,
    height: u16,
}

/// The whole screen where the server knows no monitors.
fn monitors(server: &RustConnection, screen: &Screen) -> Vec<Monitor> {
    let (width, height) = (screen.width_in_pixels, screen.height_in_pixels);
    let whole = || Monitor { name: String::new(), x: 0, y: 0, width, height };
    let known = randr_monitors(server, screen).unwrap_or_default();
    let mut monitors: Vec<_> = known.into_iter().filter_map(|m| m.within(width, height)).collect();
    // Mirrored screens show the same.
    monitors.sort_by_key(|m| (m.y, m.x, m.width, m.height));
    monitors.dedup_by_key(|m| (m.y, m.x, m.width, m.height));
    if monitors.is_empty() { vec![whole()] } else { monitors }
}

fn randr_monitors(server: &RustConnection, screen: &Screen) -> Option<Vec<Monitor>> {
    server.randr_query_version(1, 5).ok()?.reply().ok()?;
    let reply = server.randr_get_monitors(screen.root, true).ok()?.reply().ok()?;
    let monitors = reply.monitors.into_iter().map(|monitor| Monitor {
        name: atom_name(server, monitor.name).unwrap_or_default(),
        x: monitor.x,
        y: monitor.y,
        width: monitor.width,
        height: monitor.height,
    });
    Some(monitors.collect())
}

fn atom_name(server: &RustConnection, atom: u32) -> Option<String> {
    if atom == u32::from(AtomEnum::NONE) {
        return None;
    }
    let reply = server.get_atom_name(atom).ok()?.reply().ok()?;
    Some(String::from_utf8_lossy(&reply.name).into_owned())
}

impl Monitor {
    /// What lies outside of the screen cannot be asked for.
    fn within(self, width: u16, height: u16) -> Option<Self> {
        let clip = |from: i16, length: u16, end: u16| {
            let (start, end) = (from.max(0), (i32::from(from) + i32::from(length)).min(end.into()));
            let length = u16::try_from(end - i32::from(start)).ok()?;
            (length > 0).then_some((start, length))
        };
        let (x, width) = clip(self.x, self.width, width)?;
        let (y, height) = clip(self.y, self.height, height)?;
        Some(Self { x, y, width, height, ..self })
    }
}

fn picture(
    server: &RustConnection,
    screen: &Screen,
    monitor: Monitor,
) -> Result<Shot, ScreenError> {
    let layout = Layout::of(server.setup(), screen).ok_or(ScreenError::Unsupported)?;
    let Monitor { name, x, y, width, height } = monitor;
    let rows = u16::try_from(STRIP / layout.stride(width).max(1)).unwrap_or(u16::MAX).max(1);
    let area = usize::from(width) * usize::from(height);
    let mut rgba = Zeroizing::new(Vec::with_capacity(area * 4));
    let mut top = 0;
    while top < height {
        let some = rows.min(height - top);
        let from = y.saturating_add_unsigned(top);
        let ask =
            server.get_image(ImageFormat::Z_PIXMAP, screen.root, x, from, width, some, u32::MAX);
        // Unmapped meanwhile, or a screen that has become smaller.
        let reply = ask.map_err(|_| ScreenError::Failed)?.reply();
        let strip = Zeroizing::new(reply.map_err(|_| ScreenError::Failed)?.data);
        layout.append(&strip, width, some, &mut rgba).ok_or(ScreenError::Failed)?;
        top += some;
    }
    let content = Content::Pixels { width: width.into(), height: height.into(), rgba };
    Ok(Shot { name, content })
}
