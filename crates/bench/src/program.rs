//! The program as a child process: the way operators and people meet it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

/// A running server; killed when dropped.
pub(crate) struct Program {
    child: Child,
    pub(crate) address: String,
    /// From the start of the process to its word that it listens.
    pub(crate) started_in: Duration,
}

/// The optimised program, which `make bench` builds beside this one.
pub(crate) fn binary() -> Result<PathBuf> {
    let path = match std::env::var_os("RENNSTEIG_BIN") {
        Some(path) => PathBuf::from(path),
        None => std::env::current_exe()?.with_file_name("rennsteig"),
    };
    ensure!(path.exists(), "{} is missing: build it, or name it in RENNSTEIG_BIN", path.display());
    Ok(path)
}

impl Program {
    pub(crate) fn start(subcommand: &str, data: &Path) -> Result<Self> {
        Self::start_with(subcommand, data, &[])
    }

    /// The same with more in the environment.
    pub(crate) fn start_with(subcommand: &str, data: &Path, environment: &[(&str, String)]) -> Result<Self> {
        let mut command = Command::new(binary()?);
        command
            .args([subcommand, "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .env("RENNSTEIG_SERVER_HTTPS", "false")
            .env("RENNSTEIG_LOG_LEVEL", "error")
            .envs(environment.iter().map(|(name, value)| (name, value)));
        Self::run(command, "listening on http://")
    }

    /// An empty server of Python's standard library, as something to compare with.
    pub(crate) fn python(directory: &Path) -> Result<Self> {
        let mut command = Command::new("python3");
        command.args(["-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory"]).arg(directory);
        Self::run(command, "(http://")
    }

    fn run(mut command: Command, before: &str) -> Result<Self> {
        let start = Instant::now();
        let mut child =
            command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().context("cannot be started")?;
        let out = child.stdout.take().context("standard output was asked for")?;
        let mut lines = BufReader::new(out).lines();
        let address = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| line.split_once(before).map(|(_, rest)| rest.to_owned()))
            .context("it ended before it listened")?;
        let started_in = start.elapsed();
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        let address = address.trim_end_matches(|c: char| !c.is_ascii_digit()).to_owned();
        Ok(Self { child, address, started_in })
    }

    /// Memory that lies in RAM, in megabytes.
    pub(crate) fn memory(&self) -> Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
        let kilobytes: f64 = line.trim().trim_end_matches("kB").trim().parse()?;
        Ok(kilobytes / 1024.0)
    }

    pub(crate) fn connect(&self) -> Result<Connection> {
        let stream = TcpStream::connect(&self.address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        Ok(Connection { reader: BufReader::new(stream), host: self.address.clone(), session: None })
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A connection that is kept for many requests.
pub(crate) struct Connection {
    reader: BufReader<TcpStream>,
    host: String,
    session: Option<String>,
}

impl Connection {
    /// As somebody whose session has this token.
    pub(crate) fn signed_in(self, token: &str) -> Self {
        Self { session: Some(token.to_owned()), ..self }
    }

    /// Status and number of bytes of a page.
    pub(crate) fn get(&mut self, path: &str) -> Result<(u16, usize)> {
        let cookie =
            self.session.as_ref().map(|token| format!("Cookie: sitzung={token}\r\n")).unwrap_or_default();
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\n{cookie}\r\n", self.host);
        self.reader.get_mut().write_all(request.as_bytes())?;
        let (mut status, mut length) = (0, None);
        loop {
            let mut line = String::new();
            ensure!(self.reader.read_line(&mut line)? > 0, "the connection was closed");
            let line = line.trim_end();
            if line.is_empty() {
                break;
            }
            if status == 0 {
                status = line.get(9..12).context("no status")?.parse()?;
            } else if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = Some(value.trim().parse::<usize>()?);
            }
        }
        let mut body = vec![0; length.context("an answer without its length")?];
        self.reader.read_exact(&mut body)?;
        Ok((status, body.len()))
    }
}
