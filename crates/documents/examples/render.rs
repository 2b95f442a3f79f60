//! Renders a template with data from a file, for looking at it while writing:
//! `cargo run -p documents --example render -- bescheid.typ data.json bescheid.pdf`

use std::error::Error;

use documents::{Meta, Template};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [template, data, pdf] = arguments.as_slice() else {
        return Err("give three files: the template, its data, the PDF to write".into());
    };
    let name = template.rsplit('/').next().unwrap_or(template);
    let meta = Meta {
        title: name.trim_end_matches(".typ").to_owned(),
        author: "Rennsteig".to_owned(),
        ident: "preview".to_owned(),
        at: jiff::Timestamp::UNIX_EPOCH,
        language: "de".to_owned(),
    };
    let data = serde_json::from_slice(&std::fs::read(data)?)?;
    let rendered = Template::compile(name, &std::fs::read_to_string(template)?)?.render(&data, &meta)?;
    for warning in &rendered.warnings {
        #[expect(clippy::print_stderr, reason = "a command line tool")]
        {
            eprintln!("warning: {warning}");
        }
    }
    std::fs::write(pdf, &rendered.bytes)?;
    Ok(())
}
