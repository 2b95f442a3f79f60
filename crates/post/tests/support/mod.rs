//! A mail server for tests.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// How the mail server behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mood {
    /// Takes everything.
    Well,
    /// Hangs up before it says a word.
    Down,
    /// Takes the message, and hangs up instead of saying so.
    Forgets,
    /// Answers each recipient with this.
    Refuses(&'static str),
}

/// A mail server on the loopback interface that keeps what it gets.
pub(crate) struct Sink {
    pub(crate) address: SocketAddr,
    state: Arc<Mutex<State>>,
}

struct State {
    mood: Mood,
    mails: Vec<Mail>,
}

/// A message as it came.
#[derive(Debug, Clone)]
pub(crate) struct Mail {
    /// The recipient of the envelope.
    pub(crate) to: String,
    /// Header and text, still encoded.
    pub(crate) raw: String,
}

impl Mail {
    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> &str {
        let lines = self.raw.lines().take_while(|line| !line.is_empty());
        let found =
            lines.filter_map(|line| line.split_once(": ")).find(|(n, _)| n.eq_ignore_ascii_case(name));
        found.unwrap_or_else(|| panic!("no {name} in {}", self.raw)).1
    }

    /// The text, decoded from quoted-printable.
    pub(crate) fn text(&self) -> String {
        assert_eq!(self.header("Content-Transfer-Encoding"), "quoted-printable");
        let body = self.raw.split_once("\r\n\r\n").unwrap().1.replace("=\r\n", "");
        let mut parts = body.split('=');
        let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
        for part in parts {
            bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
            bytes.extend_from_slice(&part.as_bytes()[2..]);
        }
        String::from_utf8(bytes).unwrap()
    }
}

impl Sink {
    pub(crate) async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(Mutex::new(State { mood: Mood::Well, mails: Vec::new() }));
        let shared = Arc::clone(&state);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let state = Arc::clone(&shared);
                // A client that hangs up is its own affair.
                tokio::spawn(async move { converse(client, &state).await });
            }
        });
        Self { address, state }
    }

    pub(crate) fn set(&self, mood: Mood) {
        self.state.lock().unwrap().mood = mood;
    }

    pub(crate) fn mails(&self) -> Vec<Mail> {
        self.state.lock().unwrap().mails.clone()
    }
}

/// One conversation, as in RFC 5321 appendix D.1.
async fn converse(client: TcpStream, state: &Mutex<State>) -> std::io::Result<()> {
    let mood = state.lock().unwrap().mood;
    if mood == Mood::Down {
        return Ok(());
    }
    let (read, mut write) = client.into_split();
    let mut lines = BufReader::new(read).lines();
    let mut to = String::new();
    write.write_all(b"220 sink.example\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        let verb = line.to_ascii_uppercase();
        let answer = match (verb.split([' ', ':']).next().unwrap_or_default(), mood) {
            ("RCPT", Mood::Refuses(answer)) => answer,
            ("RCPT", _) => {
                to = line.trim_start_matches(|c| c != '<').trim_matches(['<', '>']).to_owned();
                "250 ok"
            }
            ("DATA", _) => {
                write.write_all(b"354 go on\r\n").await?;
                let mut raw = String::new();
                while let Some(line) = lines.next_line().await? {
                    if line == "." {
                        break;
                    }
                    raw.push_str(line.strip_prefix('.').unwrap_or(&line));
                    raw.push_str("\r\n");
                }
                state.lock().unwrap().mails.push(Mail { to: to.clone(), raw });
                if mood == Mood::Forgets {
                    return Ok(());
                }
                "250 taken"
            }
            ("QUIT", _) => "221 bye",
            _ => "250 ok",
        };
        write.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
    Ok(())
}
