//! Derives key after key. Decodes nothing.

use std::io::{self, Read, Write};

use tessera_derive::{self as derive, NotMade};
use tessera_reader_wire::{self as wire, AskedKey, OwnRequest, Walls};

pub fn answer(walls: Walls) -> io::Result<()> {
    let mut pipe = Pipe;
    wire::write_ready(&mut pipe, walls)?;
    while let Some(asked) = AskedKey::read(&mut pipe)? {
        match asked {
            AskedKey::Derive(request) => make(&request, &mut pipe)?,
            AskedKey::Measure => match derive::speed() {
                Ok(speed) => wire::write_speed(&mut pipe, speed)?,
                Err(_) => wire::write_key(&mut pipe, None)?,
            },
        }
    }
    Ok(())
}

fn make(request: &OwnRequest, answers: &mut impl Write) -> io::Result<()> {
    let request = request.request().map_err(|_| io::ErrorKind::InvalidData)?;
    // Whoever has heard enough ends the process.
    match derive::make(&request, &|| true) {
        Ok(key) => wire::write_key(answers, Some(&key)),
        Err(NotMade::OutOfMemory | NotMade::Stopped) => wire::write_key(answers, None),
    }
}

/// Standard input and output without the buffers that std puts before them: passwords and keys would
/// stay there.
struct Pipe;

#[cfg(unix)]
impl Read for Pipe {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        Ok(rustix::io::retry_on_intr(|| rustix::io::read(io::stdin(), &mut *buffer))?)
    }
}

#[cfg(unix)]
impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Ok(rustix::io::retry_on_intr(|| rustix::io::write(io::stdout(), bytes))?)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

// Windows has them behind std alone; the process ends with the file.
#[cfg(not(unix))]
impl Read for Pipe {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        io::stdin().read(buffer)
    }
}

#[cfg(not(unix))]
impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        io::stdout().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stdout().flush()
    }
}
