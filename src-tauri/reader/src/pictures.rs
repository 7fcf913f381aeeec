//! Reads picture after picture.

use std::io::{self, Write};
use std::time::Instant;

use tessera_qr as qr;
use tessera_reader::limited::limited;
use tessera_reader_wire::{self as wire, Asked, Budget, Limits, Walls};

pub fn answer(walls: Walls) -> io::Result<()> {
    let (mut questions, mut answers) = (io::stdin().lock(), io::stdout().lock());
    wire::write_ready(&mut answers, walls)?;
    while let Some(asked) = Asked::read(&mut questions)? {
        read(asked, &mut answers)?;
    }
    Ok(())
}

fn read(asked: Asked, answers: &mut impl Write) -> io::Result<()> {
    let limits = Limits::default();
    let start = Instant::now();
    let clock = || start.elapsed();
    let budget = Budget { clock: &clock, limit: Budget::USUAL };
    let mut told = Ok(());
    let mut tell = limited(|event| {
        if told.is_ok() {
            told = wire::write_event(answers, event);
        }
    });
    let result = match asked {
        Asked::File(bytes) => qr::read(&bytes, &limits, &budget, &mut tell),
        Asked::Pixels { width, height, rgba } => {
            qr::read_rgba(width, height, rgba, &limits, &budget, &mut tell)
        }
    };
    drop(tell);
    told?;
    wire::write_done(answers, result)
}
