//! The program at a terminal of its own, which Python makes: what is typed there, and what is read. `script`
//! of util-linux 2.38 loses what a program says last, and waits for ever, where a key comes just before it.

use std::io::{Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use crate::desk::Desk;

pub struct Terminal {
    child: Child,
    keys: ChildStdin,
    screen: ChildStdout,
    /// What was read and not looked for yet.
    unread: String,
}

impl Terminal {
    pub fn run(desk: &Desk, args: &[&str]) -> Self {
        let wanted = desk.command(args);
        let mut python = Command::new("python3");
        python
            .args(["-c", include_str!("terminal.py")])
            .arg(wanted.get_program())
            .args(wanted.get_args());
        for (name, value) in wanted.get_envs() {
            match value {
                Some(value) => python.env(name, value),
                None => python.env_remove(name),
            };
        }
        let piped = python.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut child = piped.expect("python3");
        let (keys, screen) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        Self { child, keys, screen, unread: String::new() }
    }

    /// Reads on until these words were said. What stands before them.
    #[track_caller]
    pub fn read(&mut self, words: &str) -> String {
        loop {
            if let Some((before, after)) = self.unread.split_once(words) {
                let before = before.to_owned();
                self.unread = after.to_owned();
                return before;
            }
            let mut bytes = [0; 1024];
            let length = self.screen.read(&mut bytes).unwrap();
            assert!(length > 0, "it ended without {words:?}");
            self.unread += std::str::from_utf8(&bytes[..length]).unwrap();
        }
    }

    /// The number between these words.
    pub fn read_number(&mut self, before: &str, after: &str) -> usize {
        self.read(before);
        self.read(after).parse().unwrap()
    }

    /// A recovery code, on a line of its own.
    pub fn read_code(&mut self) -> String {
        loop {
            let line = self.read("\r\n");
            if line.len() == 41 && line.split('-').all(|group| group.len() == 5) {
                return line;
            }
        }
    }

    pub fn answer(&mut self, prompt: &str, line: &str) {
        self.read(prompt);
        self.type_line(line);
    }

    pub fn type_line(&mut self, line: &str) {
        self.press(&format!("{line}\r"));
    }

    /// Ctrl+D at a question whose answer is not shown.
    pub fn press_end(&mut self) {
        self.press("\u{4}");
    }

    /// Ctrl+C.
    pub fn press_interrupt(&mut self) {
        self.press("\u{3}");
    }

    /// The number that the program ended with.
    pub fn end(mut self) -> i32 {
        let mut rest = Vec::new();
        self.screen.read_to_end(&mut rest).unwrap();
        self.child.wait().unwrap().code().unwrap()
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }
}
