//! The virus scanner: files of strangers are shown to clamd before they are taken.
//!
//! The protocol is `INSTREAM` of clamd(8): the file in pieces, each with its length, an empty one at the end; the answer is
//! one line. Where a scanner is configured and does not answer, nothing is taken: a file that nobody looked at must not
//! lie among those that were.

use crate::{db::Store, error::Error};
use std::{path::PathBuf, time::Duration};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpStream, UnixStream},
};

/// Bytes that are sent at once.
const CHUNK: usize = 64 * 1024;
/// An answer is one line.
const ANSWER: u64 = 1024;

/// Where clamd listens. The program [provides](Store::provide) it where it is configured.
#[derive(Debug, Clone)]
pub struct Scanner {
    place: Place,
    timeout: Duration,
}

#[derive(Debug, Clone)]
enum Place {
    Tcp(String),
    Unix(PathBuf),
}

/// Why a file was not found to be clean.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unclean {
    /// The scanner knows something bad in it; by this name.
    #[error("the virus scanner found {0}")]
    Found(String),
    /// The scanner did not look at it.
    #[error("the virus scanner cannot be asked: {0}")]
    Away(String),
}

impl Scanner {
    /// `tcp://host:port` or `unix:///path/to/socket`; how long looking at one file may take.
    ///
    /// # Errors
    /// The address is neither.
    pub fn new(address: &str, timeout: Duration) -> Result<Self, Error> {
        let place = if let Some(path) = address.strip_prefix("unix://").filter(|path| path.starts_with('/')) {
            Place::Unix(path.into())
        } else if let Some(host) = address.strip_prefix("tcp://").filter(|host| host.contains(':')) {
            Place::Tcp(host.to_owned())
        } else {
            return Err(Error::Settings(format!(
                "{address:?} is no address of clamd: tcp://host:port or unix:///path/to/socket"
            )));
        };
        Ok(Self { place, timeout })
    }

    /// Whether clamd answers.
    ///
    /// # Errors
    /// [`Unclean::Away`] says why not.
    pub async fn ping(&self) -> Result<(), Unclean> {
        match self.ask(None).await?.as_str() {
            "PONG" => Ok(()),
            other => Err(Unclean::Away(format!("it answers {other:?} to a ping"))),
        }
    }

    /// Shows it a file.
    ///
    /// # Errors
    /// [`Unclean::Found`] what is bad in it; [`Unclean::Away`] when it did not look, or not at all of it.
    pub async fn scan(&self, content: &[u8]) -> Result<(), Unclean> {
        let answer = self.ask(Some(content)).await?;
        let said = answer.strip_prefix("stream: ").unwrap_or(&answer);
        match said.strip_suffix(" FOUND") {
            _ if said == "OK" => Ok(()),
            Some(name) => Err(Unclean::Found(name.to_owned())),
            None => Err(Unclean::Away(format!("it answers {said:?}"))),
        }
    }

    async fn ask(&self, content: Option<&[u8]>) -> Result<String, Unclean> {
        let asked = async {
            match &self.place {
                Place::Tcp(host) => talk(TcpStream::connect(host).await?, content).await,
                Place::Unix(path) => talk(UnixStream::connect(path).await?, content).await,
            }
        };
        match tokio::time::timeout(self.timeout, asked).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(error)) => Err(Unclean::Away(error.to_string())),
            Err(_) => Err(Unclean::Away(format!("no answer within {} s", self.timeout.as_secs_f32()))),
        }
    }
}

/// One question and its answer. `None` is a ping.
async fn talk(stream: impl AsyncRead + AsyncWrite, content: Option<&[u8]>) -> std::io::Result<String> {
    let (mut from, mut to) = tokio::io::split(stream);
    let sent = async {
        let Some(content) = content else { return to.write_all(b"zPING\0").await };
        to.write_all(b"zINSTREAM\0").await?;
        for chunk in content.chunks(CHUNK) {
            to.write_all(&u32::try_from(chunk.len()).unwrap_or(u32::MAX).to_be_bytes()).await?;
            to.write_all(chunk).await?;
        }
        to.write_all(&[0; 4]).await?;
        to.flush().await
    };
    let sent = sent.await;
    let mut answer = Vec::new();
    let read = (&mut from).take(ANSWER).read_to_end(&mut answer).await;
    let answer = String::from_utf8_lossy(&answer).trim_end_matches(['\0', '\n']).to_owned();
    if answer.is_empty() {
        // It hung up: what went wrong first says more.
        sent?;
        read?;
        return Err(std::io::Error::new(std::io::ErrorKind::UnexpectedEof, "it hung up without an answer"));
    }
    // It may answer before it has read all, for example that the file is too large for it.
    Ok(answer)
}

impl Store {
    /// Shows a stranger's file to the virus scanner, where there is one.
    ///
    /// # Errors
    /// [`Unclean`]: the file must not be taken.
    pub async fn scan(&self, content: &[u8]) -> Result<(), Unclean> {
        let Some(scanner) = self.provision::<Scanner>() else { return Ok(()) };
        let scanned = scanner.scan(content).await;
        match &scanned {
            Ok(()) => {}
            Err(Unclean::Found(name)) => tracing::warn!(found = name, "scanner.found"),
            Err(Unclean::Away(why)) => tracing::warn!(error = why, "scanner.away"),
        }
        scanned
    }
}
