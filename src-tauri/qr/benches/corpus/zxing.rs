//! zxing-cpp in a Python beside this program: grey pixels go in over a pipe, a line of JSON comes
//! back. Python measures the search alone, with its own clock.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use image::GrayImage;
use serde::Deserialize;

use crate::searches::Search;

const SCRIPT: &str = include_str!("zxing.py");

pub struct Zxing {
    child: Child,
    pixels: ChildStdin,
    answers: BufReader<ChildStdout>,
}

#[derive(Deserialize)]
struct Answer {
    texts: Vec<String>,
    seconds: f64,
}

impl Zxing {
    pub fn start(python: &Path) -> Self {
        let mut child = Command::new(python)
            .args(["-c", SCRIPT])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a Python with zxing-cpp");
        let (pixels, answers) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        Self { child, pixels, answers: BufReader::new(answers) }
    }

    pub fn search(&mut self, grey: &GrayImage, times: u32) -> Search {
        for number in [grey.width(), grey.height(), times] {
            self.pixels.write_all(&number.to_le_bytes()).unwrap();
        }
        self.pixels.write_all(grey.as_raw()).unwrap();
        self.pixels.flush().unwrap();
        let mut line = String::new();
        self.answers.read_line(&mut line).unwrap();
        let answer: Answer = serde_json::from_str(&line).expect("an answer of zxing-cpp");
        Search {
            texts: answer.texts.into_iter().map(|text| (text, None)).collect(),
            took: Duration::from_secs_f64(answer.seconds),
            decoding: Duration::ZERO,
            gave_up: false,
            problem: None,
        }
    }
}

impl Drop for Zxing {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
