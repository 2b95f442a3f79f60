//! WeasyPrint as a warm process that is sent one letter after the other.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use anyhow::Context as _;
use serde_json::{Value, json};

const SCRIPT: &str = include_str!("weasyprint.py");
/// The same fonts for both sides.
const FONTS: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../documents/assets/node_modules/@expo-google-fonts/fira-sans");

/// The process; it ends when its input is closed.
pub(crate) struct WeasyPrint {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

/// One letter, as the process tells.
pub(crate) struct Made {
    /// Time of HTML and PDF alone, without reading the request.
    pub(crate) seconds: f64,
    pub(crate) pages: u64,
    pub(crate) bytes: u64,
}

impl WeasyPrint {
    /// Starts the Python of `RENNSTEIG_WEASYPRINT`; otherwise the reason why the peer does not run.
    pub(crate) fn start() -> Result<Self, String> {
        let python = std::env::var_os("RENNSTEIG_WEASYPRINT")
            .ok_or_else(|| "not run, RENNSTEIG_WEASYPRINT is not set (use `make bench`)".to_owned())?;
        let mut child = Command::new(&python)
            .args(["-c", SCRIPT, FONTS])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("not run, {}: {error}", Path::new(&python).display()))?;
        let input = child.stdin.take();
        let output = child.stdout.take().ok_or_else(|| "not run, it has no output".to_owned())?;
        Ok(Self { child, input, output: BufReader::new(output) })
    }

    /// Makes one letter, and writes it to `file` if one is given.
    pub(crate) fn letter(&mut self, data: &Value, file: Option<&Path>) -> anyhow::Result<Made> {
        let input = self.input.as_mut().context("the process is still running")?;
        writeln!(input, "{}", json!({ "data": data, "file": file }))?;
        input.flush()?;
        let mut line = String::new();
        self.output.read_line(&mut line)?;
        let answer: Value =
            serde_json::from_str(&line).context("WeasyPrint stopped; its message stands above")?;
        let number = |key: &str| answer[key].as_u64().with_context(|| format!("no {key} in {line}"));
        Ok(Made {
            seconds: answer["seconds"].as_f64().context("no seconds in the answer")?,
            pages: number("pages")?,
            bytes: number("bytes")?,
        })
    }

    /// Letters per second, for at least `time`.
    pub(crate) fn rate(&mut self, time: Duration, mut data: impl FnMut() -> Value) -> anyhow::Result<f64> {
        let (mut letters, mut seconds) = (0_u32, 0.0);
        while seconds < time.as_secs_f64() {
            seconds += self.letter(&data(), None)?.seconds;
            letters += 1;
        }
        Ok(f64::from(letters) / seconds)
    }
}

impl Drop for WeasyPrint {
    fn drop(&mut self) {
        drop(self.input.take());
        // Nothing can be done about a process that does not end well.
        let _ = self.child.wait();
    }
}
