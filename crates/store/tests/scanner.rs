//! The virus scanner against a small clamd that does as it is told: clean, infected, slow, silent, broken, too large.

use std::sync::{Arc, Mutex};
use std::time::Duration;
use store::{Scanner, Unclean, testing::TestStore};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, UnixListener};

/// What the small clamd does.
#[derive(Clone, Copy)]
enum Mood {
    /// Looks for the word EICAR.
    Honest,
    Silent,
    HangsUp,
    Answers(&'static str),
    /// As clamd does with StreamMaxLength: answers after so many bytes and hangs up.
    AtMost(usize),
}

/// Reads one question as clamd(8) has it; returns the command and the file.
async fn read(from: &mut (impl AsyncRead + Unpin), at_most: usize) -> Option<(Vec<u8>, Vec<u8>)> {
    let (mut command, mut file) = (Vec::new(), Vec::new());
    loop {
        match from.read_u8().await.ok()? {
            0 => break,
            byte => command.push(byte),
        }
    }
    if command != b"zINSTREAM" {
        return Some((command, file));
    }
    loop {
        let length = from.read_u32().await.ok()?;
        if length == 0 {
            break;
        }
        let begin = file.len();
        file.resize(begin + length as usize, 0);
        from.read_exact(&mut file[begin..]).await.ok()?;
        if file.len() > at_most {
            break;
        }
    }
    Some((command, file))
}

async fn serve(mut stream: impl AsyncRead + AsyncWrite + Unpin, mood: Mood, seen: Arc<Mutex<Vec<usize>>>) {
    if matches!(mood, Mood::HangsUp) {
        return;
    }
    let at_most = if let Mood::AtMost(bytes) = mood { bytes } else { usize::MAX };
    let Some((command, file)) = read(&mut stream, at_most).await else { return };
    seen.lock().unwrap().push(file.len());
    let answer = match (mood, command.as_slice()) {
        (Mood::Silent, _) => std::future::pending().await,
        (Mood::Answers(text), _) => text,
        (Mood::AtMost(bytes), _) if file.len() > bytes => "INSTREAM size limit exceeded. ERROR\0",
        (_, b"zPING") => "PONG\0",
        _ if file.windows(5).any(|part| part == b"EICAR") => "stream: Eicar-Test-Signature FOUND\0",
        _ => "stream: OK\0",
    };
    let _ = stream.write_all(answer.as_bytes()).await;
}

struct Clamd {
    scanner: Scanner,
    seen: Arc<Mutex<Vec<usize>>>,
}

async fn clamd(mood: Mood) -> Clamd {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("tcp://{}", listener.local_addr().unwrap());
    let seen = Arc::new(Mutex::new(Vec::new()));
    let kept = seen.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream, mood, kept.clone()));
        }
    });
    Clamd { scanner: Scanner::new(&address, Duration::from_millis(700)).unwrap(), seen }
}

#[tokio::test]
async fn the_whole_file_is_looked_at() {
    let clamd = clamd(Mood::Honest).await;
    clamd.scanner.ping().await.unwrap();
    let mut file = vec![b'x'; 10 * 1024 * 1024];
    assert_eq!(clamd.scanner.scan(&file).await, Ok(()));
    assert_eq!(clamd.scanner.scan(b"").await, Ok(()));
    let end = file.len() - 5;
    file[end..].copy_from_slice(b"EICAR");
    assert_eq!(clamd.scanner.scan(&file).await, Err(Unclean::Found("Eicar-Test-Signature".into())));
    assert_eq!(*clamd.seen.lock().unwrap(), [0, file.len(), 0, file.len()]);
}

#[tokio::test]
async fn what_was_not_looked_at_is_not_clean() {
    for (mood, why) in [
        (Mood::Silent, "no answer within 0.7 s"),
        (Mood::HangsUp, ""),
        (Mood::Answers("stream: something ERROR\0"), "something ERROR"),
        (Mood::Answers("OK-ish"), "OK-ish"),
        (Mood::Answers("\0"), "without an answer"),
        (Mood::AtMost(100_000), "size limit exceeded"),
    ] {
        let scanned = clamd(mood).await.scanner.scan(&vec![b'x'; 3_000_000]).await;
        assert!(matches!(&scanned, Err(Unclean::Away(said)) if said.contains(why)), "{why}: {scanned:?}");
    }
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let scanner = Scanner::new(&format!("tcp://{nobody}"), Duration::from_secs(1)).unwrap();
    assert!(matches!(scanner.scan(b"x").await, Err(Unclean::Away(_))));
    assert!(matches!(clamd(Mood::Answers("HELLO\0")).await.scanner.ping().await, Err(Unclean::Away(_))));
}

#[tokio::test]
async fn a_socket_will_do_and_a_store_without_a_scanner_takes_all() {
    let test = TestStore::open(store::Engine::Sqlite, &[]).await.unwrap();
    assert_eq!(test.store.scan(b"EICAR").await, Ok(()));
    let path = test.directory().join("clamd.ctl");
    let listener = UnixListener::bind(&path).unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream, Mood::Honest, Arc::default()));
        }
    });
    let address = format!("unix://{}", path.display());
    test.store.provide(Scanner::new(&address, Duration::from_secs(5)).unwrap());
    assert!(matches!(test.store.scan(b"EICAR").await, Err(Unclean::Found(_))));
    assert_eq!(test.store.scan(b"brav").await, Ok(()));
}
