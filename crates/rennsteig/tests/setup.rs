//! From nothing to a running service: the commands of docs/operations/setting-up.md as they stand there, and what the
//! program says where something is wrong or missing.

use crate::support;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use rstest::rstest;
use store::{Engine, Store};
use support::browser::Browser;
use support::{Installation, Server, text};

/// A fenced block of the page.
struct Block<'a> {
    language: &'a str,
    text: &'a str,
}

fn blocks(page: &str) -> Vec<Block<'_>> {
    let fenced = page.split("\n```").skip(1).step_by(2);
    fenced
        .map(|block| block.split_once('\n').unwrap())
        .map(|(language, text)| Block { language, text })
        .collect()
}

/// Where the commands are typed: a folder with `services/`, and the program on the path.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(root().join("services"), folder.path().join("services")).unwrap();
        Self { folder }
    }

    /// A file whose path stands in its first line.
    fn put(&self, text: &str) {
        let name = text.lines().next().unwrap().strip_prefix("# ").unwrap();
        let path = self.folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// Runs commands of a shell; `server` makes the last one a server.
    fn shell(&self, house: &Installation, commands: &str) -> Command {
        let program = house.command(&[]);
        let folder = Path::new(program.get_program()).parent().unwrap();
        let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap());
        let mut shell = Command::new("sh");
        shell.args(["-euc", commands]).current_dir(self.folder.path()).stdin(Stdio::null());
        shell.envs(program.get_envs().filter_map(|(name, value)| Some((name, value?)))).env("PATH", path);
        shell
    }
}

#[rstest]
#[tokio::test]
async fn the_page_leads_from_nothing_to_a_running_service(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(house) = Installation::nowhere(engine).await else { return };
    let page = std::fs::read_to_string(root().join("docs/operations/setting-up.md")).unwrap();
    let desk = Desk::new();
    let (mut said, mut all, mut server) = (String::new(), String::new(), None);
    for block in blocks(&page) {
        match block.language {
            "toml" => desk.put(block.text),
            "sh" if block.text.contains("rennsteig serve") => {
                let commands = format!("exec env {}", block.text.replace("127.0.0.1:8080", "127.0.0.1:0"));
                server = Some(Server::start(desk.shell(&house, &commands)));
            }
            "sh" => {
                let output = desk.shell(&house, block.text).output().unwrap();
                said = text(&output);
                assert!(output.status.success(), "{}: {said}", block.text);
                all.push_str(&said);
            }
            "text" => {
                for line in block.text.lines() {
                    assert!(said.lines().any(|l| l.trim_end() == line), "{line} is not said: {said}");
                }
            }
            other => panic!("a block of {other}"),
        }
    }
    let server = server.unwrap();
    let passwords: Vec<&str> = all.lines().filter_map(|line| line.strip_prefix("password: ")).collect();
    let [karla, anna] = passwords[..] else { panic!("{} passwords: {all}", passwords.len()) };

    let found = Browser::default().at(&server.address).get("/suche?q=parken").unwrap();
    assert_eq!(found.status, 200);
    assert!(found.html.contains("/leistung/99108001001000"), "{}", found.html);
    let service =
        Browser::default().at(&server.address).get("/leistung/99108001001000?ort=Musterstadt").unwrap();
    assert!(service.html.contains("action=\"/antrag\""), "it can be applied for: {}", service.html);

    let mut caseworker = sign_in(&server, "karla", karla);
    assert_eq!(caseworker.get("/desk").unwrap().status, 200);
    assert_eq!(caseworker.get("/desk/betrieb").unwrap().status, 404, "which is for operators");
    let mut citizen = sign_in(&server, "anna", anna);
    assert_eq!(citizen.get("/postfach").unwrap().status, 200);
    assert_ne!(citizen.get("/desk").unwrap().status, 200);
    server.stop();
    let verified = house.run(&["journal", "verify"]);
    assert!(verified.status.success(), "{}", text(&verified));
    let rebuilt = house.run(&["journal", "rebuild"]);
    assert!(rebuilt.status.success() && !text(&rebuilt).contains("corrected"), "{}", text(&rebuilt));
}

fn sign_in(server: &Server, login: &str, password: &str) -> Browser {
    let mut browser = Browser::default().at(&server.address);
    let answer =
        browser.fill("/anmelden", "/anmelden", &[("anmeldename", login), ("kennwort", password)]).unwrap();
    assert_eq!(answer.status, 303, "{login}: {}", answer.html);
    browser
}

#[rstest]
#[tokio::test]
async fn what_needs_an_installation_makes_none(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(house) = Installation::nowhere(engine).await else { return };
    for arguments in [
        &["journal", "verify"][..],
        &["journal", "rebuild"],
        &["jobs", "list"],
        &["jobs", "revive"],
        &["account", "list"],
        &["account", "add", "karla", "--name", "Karla", "--generate-password"],
        &["account", "password", "karla", "--generate-password"],
        &["account", "recover", "karla"],
        &["account", "grant", "karla", "--behoerde", "x", "--role", "leitung"],
        &["package", "list"],
        &["package", "offer", "x"],
        &["package", "withdraw", "x", "--at", "y"],
    ] {
        let said = refused(&house.run(arguments));
        let place = format!("no installation at {}", house.directory().display());
        assert!(said.contains(&place) && said.contains("catalogue import"), "{arguments:?}: {said}");
    }
    let folder = tempfile::tempdir().unwrap();
    let said = refused(&house.run(&["catalogue", "import", folder.path().to_str().unwrap()]));
    assert!(said.contains("there is neither gebiete.toml"), "{said}");
    assert!(!house.directory().exists(), "no directory, no key, no file");
    assert!(!Store::exists(&house.settings).await.unwrap(), "no tables");
}

#[rstest]
#[tokio::test]
async fn a_lost_key_is_not_replaced_by_a_new_one(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(house) = Installation::nowhere(engine).await else { return };
    let offices = root().join("data/thueringen");
    let import = ["catalogue", "import", offices.to_str().unwrap()];
    let done = house.run(&import);
    assert!(done.status.success(), "{}", text(&done));
    let key = std::fs::read_to_string(house.key_file()).unwrap();
    std::fs::remove_file(house.key_file()).unwrap();
    for arguments in [&import[..], &["account", "list"], &["serve", "--listen", "127.0.0.1:0"]] {
        let said = refused(&house.run(arguments));
        assert!(said.contains("master.key is missing") && said.contains("put it in place"), "{said}");
        assert!(!house.key_file().exists(), "{arguments:?}");
    }
    std::fs::write(house.key_file(), key).unwrap();
    let again = house.run(&import);
    assert!(again.status.success() && !text(&again).contains("  1 new"), "{}", text(&again));
}

#[rstest]
#[tokio::test]
async fn what_is_wrong_is_said_and_nothing_is_changed(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(house) = Installation::nowhere(engine).await else { return };
    let offices = root().join("data/thueringen");
    assert!(house.run(&["catalogue", "import", offices.to_str().unwrap()]).status.success());
    let entries = text(&house.run(&["journal", "verify"]));

    let karla = ["account", "add", "karla", "--name", "Karla"];
    let good = "ein langes Kennwort\n";
    for (arguments, password, why) in [
        (
            &["--behoerde", "erfurt", "--role", "koenig"][..],
            good,
            "there are: betrieb, leitung, mitzeichnung, redaktion, ressort, revision, sachb",
        ),
        (&["--behoerde", "nirgends", "--role", "leitung"], good, "there are: EF (Landeshauptstadt Erfurt)"),
        (&["--behoerde", "erfurt"], good, "--role"),
        (&[], "kurz\n", "12 to 256 characters"),
        (&[], "", "standard input holds no password"),
        (&[], "ein langes\nKennwort\n", "more than one line"),
        (&["--password-file", "/nirgends/kennwort"], "", "/nirgends/kennwort cannot be read"),
    ] {
        let said = refused(&typed(&house, &[&karla[..], arguments].concat(), password));
        assert!(said.contains(why), "{arguments:?}: {said}");
    }
    for (arguments, why) in [
        (&["account", "password", "karla", "--generate-password"][..], "nobody signs in as \"karla\""),
        (&["account", "recover", "karla", "--second-factor-too"], "nobody signs in as \"karla\""),
        (&["account", "grant", "karla", "--behoerde", "erfurt", "--role", "leitung"], "nobody signs in as"),
        (&["package", "offer", "jagdschein"], "no package \"jagdschein\" is installed; there are: none"),
    ] {
        let said = refused(&house.run(arguments));
        assert!(said.contains(why), "{arguments:?}: {said}");
    }
    let broken = tempfile::tempdir().unwrap();
    std::fs::write(broken.path().join("gebiete.toml"), "[[gebiet]]\nars = \"16\"\n").unwrap();
    let said = refused(&house.run(&["catalogue", "import", broken.path().to_str().unwrap()]));
    assert!(said.contains("gebiete.toml:2: ") && said.contains("nothing was changed"), "{said}");
    assert_eq!(text(&house.run(&["journal", "verify"])), entries, "none of this was recorded");

    let opened = typed(&house, &[&karla[..], &["--behoerde", "EF", "--role", "leitung"]].concat(), good);
    assert!(opened.status.success() && !text(&opened).contains("langes"), "{}", text(&opened));
    let said = refused(&typed(&house, &karla, good));
    assert!(said.contains("login name is taken"), "{said}");
    let server = house.start("serve");
    sign_in(&server, "karla", "ein langes Kennwort");
    let renewed = typed(&house, &["account", "password", "karla"], "ein anderes Kennwort");
    assert!(renewed.status.success(), "{}", text(&renewed));
    sign_in(&server, "karla", "ein anderes Kennwort");
    // Who forgot theirs gets a code, and whoever operates the installation never knows the new one.
    let said = text(&house.run(&["account", "recover", "karla"]));
    let code = said.lines().find_map(|line| line.strip_prefix("code: ")).unwrap_or_else(|| panic!("{said}"));
    assert!(said.contains("/anmelden/wiederherstellen") && said.contains("until 20"), "{said}");
    let (page, new) = ("/anmelden/wiederherstellen", "Brotzeit am Kickelhahn");
    let fields = [("anmeldename", "karla"), ("code", code), ("kennwort", new), ("kennwort_wiederholt", new)];
    let answer = Browser::default().at(&server.address).fill(page, page, &fields).unwrap();
    assert_eq!(answer.status, 303, "{}", answer.html);
    sign_in(&server, "karla", new);
    server.stop();
}

/// Runs the program with something on its standard input.
fn typed(house: &Installation, arguments: &[&str], input: &str) -> Output {
    let mut command = house.command(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // Who is refused before it reads closes its end.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

/// What a run that failed said.
fn refused(output: &Output) -> String {
    let said = text(output);
    assert!(matches!(output.status.code(), Some(1 | 2)), "{said}");
    said
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}
