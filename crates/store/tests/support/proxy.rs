//! A network that misbehaves: passes a connection on to a server, or breaks it off, or says nothing.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::watch,
};

/// How the network is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mood {
    /// All is passed on.
    Well,
    /// A connection breaks off after so many bytes to the server; so many times, then all is well.
    BreaksOff { after: usize, times: usize },
    /// Everything is taken and nothing is answered.
    Silent,
    /// Each connection ends at once.
    Away,
}

/// A network in front of a server.
pub(crate) struct Proxy {
    pub(crate) address: SocketAddr,
    state: Arc<State>,
}

struct State {
    mood: Mutex<Mood>,
    broken: Mutex<usize>,
    /// Told at each change: connections from before end, as they do when a server goes away.
    change: watch::Sender<()>,
}

impl Proxy {
    /// Before the server at host and port.
    pub(crate) async fn before(server: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(State {
            mood: Mutex::new(Mood::Well),
            broken: Mutex::new(0),
            change: watch::channel(()).0,
        });
        let (server, shared) = (server.to_owned(), Arc::clone(&state));
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (server, state) = (server.clone(), Arc::clone(&shared));
                let mut change = state.change.subscribe();
                tokio::spawn(async move {
                    tokio::select! {
                        () = state.pass(client, &server) => {}
                        // Both ends are dropped, in the middle of whatever they were doing.
                        _ = change.changed() => {}
                    }
                });
            }
        });
        Self { address, state }
    }

    pub(crate) fn set(&self, mood: Mood) {
        *self.state.mood.lock().unwrap() = mood;
        *self.state.broken.lock().unwrap() = 0;
        self.state.change.send_replace(());
    }

    /// How many connections were broken off since the mood was set.
    pub(crate) fn broken(&self) -> usize {
        *self.state.broken.lock().unwrap()
    }
}

impl State {
    async fn pass(&self, client: TcpStream, server: &str) {
        let mood = *self.mood.lock().unwrap();
        match mood {
            Mood::Away => {}
            Mood::Silent => {
                let (mut read, _write) = client.into_split();
                let mut sink = tokio::io::sink();
                // Until the client gives up.
                let _ = tokio::io::copy(&mut read, &mut sink).await;
                std::future::pending::<()>().await;
            }
            Mood::Well => self.connect(client, server, usize::MAX).await,
            Mood::BreaksOff { after, times } => {
                let times_broken = self.broken();
                self.connect(client, server, if times_broken < times { after } else { usize::MAX }).await;
            }
        }
    }

    fn broken(&self) -> usize {
        *self.broken.lock().unwrap()
    }

    async fn connect(&self, client: TcpStream, server: &str, limit: usize) {
        let Ok(server) = TcpStream::connect(server).await else { return };
        let ((from_client, mut to_client), (mut from_server, to_server)) =
            (client.into_split(), server.into_split());
        tokio::select! {
            () = self.forward(from_client, to_server, limit) => {}
            _ = tokio::io::copy(&mut from_server, &mut to_client) => {}
        }
    }

    async fn forward(&self, mut from: OwnedReadHalf, mut to: OwnedWriteHalf, limit: usize) {
        let mut buffer = vec![0; 64 * 1024];
        let mut passed = 0;
        loop {
            let Ok(count @ 1..) = from.read(&mut buffer).await else { return };
            passed += count;
            if passed > limit {
                *self.broken.lock().unwrap() += 1;
                return;
            }
            if to.write_all(&buffer[..count]).await.is_err() {
                return;
            }
        }
    }
}
