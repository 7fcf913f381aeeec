//! What the two processes say to each other, over the standard input and output of the one that
//! reads.
//!
//! A question is 13 bytes (what it is, width, height, number of bytes) and the picture. An answer is
//! a row of frames: one byte that says what it is, four with the number of bytes, and those bytes.
//! Numbers are little-endian. The side that asks trusts nothing of what it is told: a frame that
//! breaks any rule is none, and neither is any after it.

use std::io::{self, Read, Write};
use std::time::Duration;

use tessera_core::vault::MAX_FILE;
use tessera_derive::LONGEST_KEY;
use zeroize::Zeroizing;

use crate::{Corners, Event, Limits, PictureError, Point, Seen, Symbology, Thumbnail, Walls};

/// A picture that is to be read, as the side that asks sends it.
#[derive(Clone, Copy, Debug)]
pub enum Ask<'a> {
    /// A file.
    File(&'a [u8]),
    /// Rows of red, green, blue and alpha bytes.
    Pixels {
        /// In pixels.
        width: u32,
        /// In pixels.
        height: u32,
        /// Four bytes a pixel.
        rgba: &'a [u8],
    },
}

/// A picture that is to be read, as the reading process got it.
#[derive(Debug)]
pub enum Asked {
    /// A file.
    File(Vec<u8>),
    /// Rows of red, green, blue and alpha bytes.
    Pixels {
        /// In pixels.
        width: u32,
        /// In pixels.
        height: u32,
        /// Four bytes a pixel.
        rgba: Vec<u8>,
    },
}

/// An answer of the reading process: one frame.
#[derive(Debug)]
pub enum Tell {
    /// The process has given up what it does not need, stands behind these walls, and waits for a
    /// question.
    Ready(Walls),
    /// A picture is searched.
    Picture {
        /// In pixels.
        width: u32,
        /// In pixels.
        height: u32,
    },
    /// A code in the picture that was announced last.
    Code(Seen),
    /// The picture that was announced last was searched.
    End {
        /// Time ran out before all was tried.
        gave_up: bool,
        /// How long it took.
        took: Duration,
    },
    /// There are no more pictures in this file.
    Done(Result<(), PictureError>),
    /// The key that was asked for; or there is not as much memory as it takes.
    Key(Option<Zeroizing<Vec<u8>>>),
    /// How much work of [`Method::time`](tessera_derive::Method::time) this machine does in a second.
    Speed(u64),
}

const FILE: u8 = 1;
const PIXELS: u8 = 2;

const READY: u8 = 10;
const PICTURE: u8 = 11;
const CODE: u8 = 12;
const END: u8 = 13;
const DONE: u8 = 14;
const KEY: u8 = 15;
const NO_MEMORY: u8 = 16;
const SPEED: u8 = 17;

/// Said first, so that a program of another version is not mistaken for this one.
const VERSION: &[u8] = concat!("tessera-reader ", env!("CARGO_PKG_VERSION")).as_bytes();

/// A QR code holds up to 7,089 digits, 4,296 letters or 2,953 bytes.
const LONGEST_TEXT: usize = 8 * 1024;
const LONGEST_PASS: usize = 24;
const THUMBNAIL: usize = Thumbnail::BYTES;
/// Four corners, a time, a kind and a length, and what follows them.
const LONGEST_FRAME: usize = 32 + 8 + 1 + 1 + LONGEST_PASS + THUMBNAIL + LONGEST_TEXT;

impl Ask<'_> {
    fn bytes(&self) -> &[u8] {
        match self {
            Self::File(bytes) | Self::Pixels { rgba: bytes, .. } => bytes,
        }
    }

    /// Whether the request is longer than the reader takes.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        self.bytes().len() > longest(matches!(self, Self::Pixels { .. }))
    }

    /// Asks.
    ///
    /// # Errors
    /// When the other side does not listen any more.
    pub fn write(&self, to: &mut impl Write) -> io::Result<()> {
        let (kind, width, height) = match self {
            Self::File(_) => (FILE, 0, 0),
            Self::Pixels { width, height, .. } => (PIXELS, *width, *height),
        };
        let mut head = [kind; 13];
        head[1..5].copy_from_slice(&width.to_le_bytes());
        head[5..9].copy_from_slice(&height.to_le_bytes());
        let length = u32::try_from(self.bytes().len()).map_err(io::Error::other)?;
        head[9..].copy_from_slice(&length.to_le_bytes());
        to.write_all(&head)?;
        to.write_all(self.bytes())?;
        to.flush()
    }
}

fn longest(pixels: bool) -> usize {
    if pixels { Limits::default().area as usize * 4 } else { MAX_FILE }
}

impl Asked {
    /// The next question; none when there are no more.
    ///
    /// # Errors
    /// When the question is cut off, or is none.
    pub fn read(from: &mut impl Read) -> io::Result<Option<Self>> {
        let mut head = [0; 13];
        match from.read(&mut head[..1])? {
            0 => return Ok(None),
            _ => from.read_exact(&mut head[1..])?,
        }
        let number =
            |at: usize| u32::from_le_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
        let (width, height, length) = (number(1), number(5), number(9) as usize);
        if length > longest(head[0] == PIXELS) {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let mut bytes = vec![0; length];
        from.read_exact(&mut bytes)?;
        match head[0] {
            FILE => Ok(Some(Self::File(bytes))),
            PIXELS => Ok(Some(Self::Pixels { width, height, rgba: bytes })),
            _ => Err(io::ErrorKind::InvalidData.into()),
        }
    }
}

/// Says that the process is ready, and behind which walls.
///
/// # Errors
/// When the other side does not listen any more.
pub fn write_ready(to: &mut impl Write, walls: Walls) -> io::Result<()> {
    write_frame(to, READY, &[VERSION, &walls.bytes()].concat())
}

/// Tells what happened.
///
/// # Errors
/// When the other side does not listen any more.
pub fn write_event(to: &mut impl Write, event: &Event) -> io::Result<()> {
    let mut body = Zeroizing::new(Vec::with_capacity(LONGEST_FRAME));
    let kind = match event {
        Event::Picture { width, height } => {
            body.extend(width.to_le_bytes());
            body.extend(height.to_le_bytes());
            PICTURE
        }
        Event::Code(code, thumbnail, after) => {
            let (pass, text) = (code.pass.name().as_bytes(), code.text.expose().as_bytes());
            if text.len() > LONGEST_TEXT {
                return Ok(());
            }
            for point in code.corners.0 {
                body.extend(point.x.to_le_bytes());
                body.extend(point.y.to_le_bytes());
            }
            body.extend(micros(*after).to_le_bytes());
            body.push(code.symbology as u8);
            body.push(pass.len() as u8);
            body.extend(pass);
            body.extend(&thumbnail.0);
            body.extend(text);
            CODE
        }
        Event::End { gave_up, took } => {
            body.push(u8::from(*gave_up));
            body.extend(micros(*took).to_le_bytes());
            END
        }
    };
    write_frame(to, kind, &body)
}

/// Says that there are no more pictures.
///
/// # Errors
/// When the other side does not listen any more.
pub fn write_done(to: &mut impl Write, result: Result<(), PictureError>) -> io::Result<()> {
    let end = match result {
        Ok(()) => 0,
        Err(PictureError::NotAPicture) => 1,
        Err(PictureError::TooLarge) => 2,
        Err(PictureError::Damaged) => 3,
        Err(PictureError::OtherKind) => 4,
    };
    write_frame(to, DONE, &[end])
}

/// Answers with the key that was asked for; none where there is not as much memory as it takes.
///
/// # Errors
/// When the other side does not listen any more.
pub fn write_key(to: &mut impl Write, key: Option<&[u8]>) -> io::Result<()> {
    match key {
        Some(key) => write_frame(to, KEY, key),
        None => write_frame(to, NO_MEMORY, &[]),
    }
}

/// Answers how much work this machine does in a second.
///
/// # Errors
/// When the other side does not listen any more.
pub fn write_speed(to: &mut impl Write, speed: u64) -> io::Result<()> {
    write_frame(to, SPEED, &speed.to_le_bytes())
}

pub(crate) fn write_frame(to: &mut impl Write, kind: u8, body: &[u8]) -> io::Result<()> {
    to.write_all(&[kind])?;
    to.write_all(&(body.len() as u32).to_le_bytes())?;
    to.write_all(body)?;
    to.flush()
}

fn micros(time: Duration) -> u64 {
    time.as_micros().try_into().unwrap_or(u64::MAX)
}

impl Tell {
    /// The next frame, if it is one.
    #[must_use]
    pub fn read(from: &mut impl Read) -> Option<Self> {
        let mut head = [0; 5];
        from.read_exact(&mut head).ok()?;
        let [kind, length @ ..] = head;
        let length = u32::from_le_bytes(length) as usize;
        if length > LONGEST_FRAME {
            return None;
        }
        let mut body = Zeroizing::new(vec![0; length]);
        from.read_exact(&mut body).ok()?;
        let mut rest = Rest(&body);
        let tell = match kind {
            READY if rest.take(VERSION.len())? == VERSION => Self::Ready(Walls::of(rest.array()?)?),
            PICTURE => Self::Picture { width: rest.u32()?, height: rest.u32()? },
            CODE => Self::Code(rest.code()?),
            END => Self::End { gave_up: rest.u8()? == 1, took: rest.time()? },
            DONE => Self::Done(match rest.u8()? {
                0 => Ok(()),
                1 => Err(PictureError::NotAPicture),
                2 => Err(PictureError::TooLarge),
                3 => Err(PictureError::Damaged),
                4 => Err(PictureError::OtherKind),
                _ => return None,
            }),
            KEY => {
                let length = rest.0.len();
                let is_key = (1..=LONGEST_KEY).contains(&length);
                Self::Key(Some(Zeroizing::new(rest.take(length).filter(|_| is_key)?.to_vec())))
            }
            NO_MEMORY => Self::Key(None),
            SPEED => Self::Speed(rest.u64().filter(|speed| *speed > 0)?),
            _ => return None,
        };
        rest.0.is_empty().then_some(tell)
    }
}

/// What is left of a frame.
pub(crate) struct Rest<'a>(pub(crate) &'a [u8]);

impl<'a> Rest<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    pub(crate) fn u8(&mut self) -> Option<u8> {
        self.array().map(|[byte]| byte)
    }

    pub(crate) fn u16(&mut self) -> Option<u16> {
        self.array().map(u16::from_le_bytes)
    }

    pub(crate) fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    pub(crate) fn u64(&mut self) -> Option<u64> {
        self.array().map(u64::from_le_bytes)
    }

    fn time(&mut self) -> Option<Duration> {
        self.u64().map(Duration::from_micros)
    }

    /// A place that a picture can have, or one near it.
    fn coordinate(&mut self) -> Option<f32> {
        let far = 2.0 * Limits::default().side as f32;
        self.array().map(f32::from_le_bytes).filter(|place| (-far..=far).contains(place))
    }

    fn point(&mut self) -> Option<Point> {
        Some(Point { x: self.coordinate()?, y: self.coordinate()? })
    }

    fn symbology(&mut self) -> Option<Symbology> {
        let byte = self.u8()?;
        Symbology::ALL.into_iter().find(|symbology| *symbology as u8 == byte)
    }

    fn word(&mut self) -> Option<String> {
        let length = usize::from(self.u8()?);
        let word = self.take(length)?;
        let plain =
            |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-".contains(byte);
        let fits = (1..=LONGEST_PASS).contains(&length) && word.iter().all(plain);
        fits.then(|| String::from_utf8_lossy(word).into_owned())
    }

    fn code(&mut self) -> Option<Seen> {
        let corners = Corners([self.point()?, self.point()?, self.point()?, self.point()?]);
        let (after, symbology, pass) = (self.time()?, self.symbology()?, self.word()?);
        let thumbnail = Thumbnail(self.take(THUMBNAIL)?.to_vec());
        let text = std::str::from_utf8(self.take(self.0.len())?).ok()?;
        let text = (text.len() <= LONGEST_TEXT).then(|| text.to_owned().into())?;
        Some(Seen { text, corners, pass, symbology, after, thumbnail })
    }
}
