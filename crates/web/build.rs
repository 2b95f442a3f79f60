//! Embeds what the pages need: style sheets and fonts (under their content hash, compressed once) and the wording.
//!
//! Third-party files come from npm by lock file (`dev/assets`, which `make assets` calls) and are never committed.
//! Output, included by `src/assets.rs` and `src/locale/texts.rs`:
//! `assets.rs` (a table of `Asset`) and one `LOCALE.ftl` a language, all files of its folder in alphabetical order.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

use sha2::{Digest, Sha256};

/// Where npm puts the design system, from the crate's folder.
const KERN: &str = "assets/node_modules/@kern-ux/native/dist";
/// The cuts of Fira Sans that `rennsteig.css` declares.
const FONTS: [&str; 4] = ["FiraSans-Regular", "FiraSans-Italic", "FiraSans-Medium", "FiraSans-SemiBold"];
const LOCALES: [&str; 3] = ["de", "de-x-leicht", "en"];

struct Embedded {
    name: String,
    address: String,
    mime: &'static str,
    file: PathBuf,
    gzip: Option<PathBuf>,
}

fn main() {
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=assets/rennsteig.css");
    println!("cargo:rerun-if-changed=assets/passkey.js");
    println!("cargo:rerun-if-changed=assets/package-lock.json");
    println!("cargo:rerun-if-changed={KERN}");
    println!("cargo:rerun-if-changed=locales");
    assets(&out);
    for locale in LOCALES {
        wording(locale, &out);
    }
}

fn assets(out: &Path) {
    let kern = Path::new(KERN);
    let mut all = Vec::new();
    for font in FONTS {
        let file = kern.join(format!("fonts/fira-sans/{font}.woff2"));
        all.push(embed(&format!("{font}.woff2"), "font/woff2", &read(&file), false, out));
    }
    all.push(embed("kern.css", "text/css; charset=utf-8", &read(&kern.join("kern.min.css")), true, out));
    // The style sheet names fonts as `asset:NAME`; here they get the address with the hash.
    let mut css =
        String::from_utf8(read(Path::new("assets/rennsteig.css"))).expect("the style sheet is UTF-8");
    for asset in &all {
        css = css.replace(&format!("asset:{}", asset.name), &format!("/assets/{}", asset.address));
    }
    assert!(!css.contains("asset:"), "assets/rennsteig.css names an asset that build.rs does not embed");
    all.push(embed(
        "passkey.js",
        "text/javascript; charset=utf-8",
        &read(Path::new("assets/passkey.js")),
        true,
        out,
    ));
    all.push(embed("rennsteig.css", "text/css; charset=utf-8", css.as_bytes(), true, out));

    let mut table = String::from("&[\n");
    for Embedded { name, address, mime, file, gzip } in &all {
        let gzip = gzip.as_ref().map_or("None".into(), |f| format!("Some(include_bytes!({f:?}))"));
        writeln!(table, "    Asset {{ name: {name:?}, address: {address:?}, mime: {mime:?}, bytes: include_bytes!({file:?}), gzip: {gzip} }},")
            .expect("writing to a string cannot fail");
    }
    table.push_str("]\n");
    write(&out.join("assets.rs"), table.as_bytes());
}

/// Writes one file to the output folder under its hash, compressed beside it where that helps.
fn embed(name: &str, mime: &'static str, bytes: &[u8], compress: bool, out: &Path) -> Embedded {
    let digest = Sha256::digest(bytes);
    let hash: String = digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    let (stem, ending) = name.rsplit_once('.').expect("asset names have an ending");
    let address = format!("{stem}.{hash}.{ending}");
    let file = out.join(name);
    write(&file, bytes);
    let gzip = compress.then(|| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).expect("writing to memory cannot fail");
        let path = out.join(format!("{name}.gz"));
        write(&path, &encoder.finish().expect("writing to memory cannot fail"));
        path
    });
    Embedded { name: name.to_owned(), address, mime, file, gzip }
}

fn wording(locale: &str, out: &Path) {
    let folder = Path::new("locales").join(locale);
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap_or_else(|error| stop(&format!("{}: {error}", folder.display())))
        .map(|entry| entry.expect("a folder that was just opened can be read").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "ftl"))
        .collect();
    files.sort();
    let text: String =
        files.iter().map(|f| String::from_utf8(read(f)).expect("Fluent files are UTF-8") + "\n").collect();
    write(&out.join(format!("{locale}.ftl")), text.as_bytes());
}

fn read(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|error| {
        stop(&format!(
            "{}: {error}. The design system is fetched from npm: run `make assets` (or `dev/assets`).",
            path.display()
        ))
    })
}

fn write(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).unwrap_or_else(|error| stop(&format!("{}: {error}", path.display())));
}

/// Ends the build with a message that says what to do, instead of a backtrace.
#[expect(clippy::exit, reason = "a build script has no other way to fail without a backtrace")]
fn stop(message: &str) -> ! {
    println!("cargo::error={message}");
    process::exit(1);
}
