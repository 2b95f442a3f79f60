//! The services of this repository: each schema and layout compiles and can be filled in.
#![expect(clippy::unwrap_used, reason = "a test may panic and talk")]

use std::fs;
use std::path::Path;

use fim::genericode::Codelist;
use fim::xdf3::Schema;
use form::sample::{self, Extent};
use form::{Form, Layout, Setting};

fn compile(folder: &Path) -> Form {
    let schema = Schema::read(&fs::read(folder.join("schema.xdf3.xml")).unwrap()).unwrap();
    let layout = Layout::read(&fs::read_to_string(folder.join("pages.toml")).unwrap()).unwrap();
    let lists: Vec<Codelist> = fs::read_dir(folder.join("codelists"))
        .into_iter()
        .flatten()
        .map(|entry| Codelist::read(&fs::read(entry.unwrap().path()).unwrap()).unwrap())
        .collect();
    Form::compile(&schema, &layout, &lists).unwrap_or_else(|problems| {
        let text: Vec<String> = problems.iter().map(ToString::to_string).collect();
        panic!("{}:\n{}", folder.display(), text.join("\n"))
    })
}

#[test]
fn every_service_compiles_and_can_be_filled_in() {
    let services = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../services");
    let mut seen = 0;
    for entry in fs::read_dir(services).unwrap() {
        let folder = entry.unwrap().path();
        if !folder.join("pages.toml").is_file() {
            continue;
        }
        seen += 1;
        let form = compile(&folder);
        let setting = Setting::new(jiff::civil::date(2026, 11, 22), "de");
        let answers = sample::answers(&form, &setting, Extent::Required);
        // Checks of the package are the only thing that a sample cannot know.
        for error in form.check(&answers, &setting).err().into_iter().flatten() {
            assert_eq!(error.problem.name(), "check", "{}: {error:?}", folder.display());
        }
        for lang in form.languages() {
            for page in form.pages() {
                assert!(!page.title(lang).is_empty(), "{} {lang}", page.id());
            }
        }
        for note in form.notes().iter().filter(|note| note.message.contains("is missing in")) {
            println!("{note}");
        }
    }
    assert!(seen > 0);
}
