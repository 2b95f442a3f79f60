//! A browser of a hundred lines: one request a connection, cookies, hidden fields of forms.

use std::collections::BTreeMap;
use std::io::{Error, Read, Result, Write};
use std::net::TcpStream;
use std::time::Duration;

/// Cookies, and where the server is.
#[derive(Debug, Clone, Default)]
pub(crate) struct Browser {
    address: String,
    cookies: BTreeMap<String, String>,
    /// Sent along with every request.
    headers: String,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) location: Option<String>,
    pub(crate) html: String,
}

impl Browser {
    /// The same visitor at this address.
    pub(crate) fn at(&self, address: &str) -> Self {
        Self { address: address.to_owned(), ..self.clone() }
    }

    /// Sends this along from now on, as a proxy would.
    #[cfg(feature = "otel")]
    pub(crate) fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers += &format!("{name}: {value}\r\n");
        self
    }

    /// Somebody else, whom the server does not know, at the same address.
    pub(crate) fn visitor(&self) -> Self {
        Self::default().at(&self.address)
    }

    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    pub(crate) fn get(&mut self, path: &str) -> Result<Answer> {
        self.ask(&format!("GET {path} HTTP/1.1\r\n"), "")
    }

    /// Posts a form; redirects are not followed.
    pub(crate) fn post(&mut self, path: &str, fields: &[(String, String)]) -> Result<Answer> {
        let pairs: Vec<String> =
            fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
        let body = pairs.join("&");
        let head = format!(
            "POST {path} HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n",
            body.len()
        );
        self.ask(&head, &body)
    }

    /// The same with a form that could have files along, and has none.
    pub(crate) fn post_multipart(&mut self, path: &str, fields: &[(String, String)]) -> Result<Answer> {
        const BOUNDARY: &str = "rennsteig-form-boundary";
        let mut body = String::new();
        for (name, value) in fields {
            body += &format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
        }
        body += &format!("--{BOUNDARY}--\r\n");
        let head = format!(
            "POST {path} HTTP/1.1\r\nContent-Type: multipart/form-data; boundary={BOUNDARY}\r\nContent-Length: {}\r\n",
            body.len()
        );
        self.ask(&head, &body)
    }

    /// Opens a page and posts its form that leads to `action` and has these fields, hidden ones included.
    pub(crate) fn fill(&mut self, page: &str, action: &str, fields: &[(&str, &str)]) -> Result<Answer> {
        let shown = self.get(page)?;
        let mut all = shown.hidden(action, fields.first().map_or("", |(name, _)| name));
        all.retain(|(name, _)| fields.iter().all(|(given, _)| given != name));
        all.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        self.post(action, &all)
    }

    fn ask(&mut self, head: &str, body: &str) -> Result<Answer> {
        let mut stream = TcpStream::connect(&self.address)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = format!(
            "{head}Host: {}\r\nCookie: {}\r\n{}Connection: close\r\n\r\n{body}",
            self.address,
            cookies.join("; "),
            self.headers
        );
        stream.write_all(request.as_bytes())?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes)?;
        let text = String::from_utf8_lossy(&bytes);
        let broken = || Error::other("the connection broke before the answer was complete");
        let (head, html) = text.split_once("\r\n\r\n").ok_or_else(broken)?;
        let mut answer = Answer {
            status: head.get(9..12).and_then(|code| code.parse().ok()).ok_or_else(broken)?,
            location: None,
            html: html.to_owned(),
        };
        for (name, value) in head.lines().filter_map(|line| line.split_once(": ")) {
            match name {
                "location" => answer.location = Some(value.to_owned()),
                "set-cookie" => {
                    let (name, value) =
                        value.split(';').next().and_then(|c| c.split_once('=')).ok_or_else(broken)?;
                    self.cookies.insert(name.to_owned(), value.to_owned());
                }
                _ => {}
            }
        }
        Ok(answer)
    }
}

impl Answer {
    /// Names and values of the hidden fields of the form that leads to `action` and has a field `with`.
    pub(crate) fn hidden(&self, action: &str, with: &str) -> Vec<(String, String)> {
        let leads_there = |form: &&str| {
            let tag = form.split('>').next().unwrap_or_default();
            tag.contains(&format!("action=\"{action}\"")) && form.contains(&format!("name=\"{with}\""))
        };
        let forms = self.html.split("<form").map(|form| form.split("</form>").next().unwrap_or_default());
        let form = forms.into_iter().find(leads_there).unwrap_or_else(|| {
            panic!("no form with {with} leads to {action}: {} {}", self.status, self.html)
        });
        form.split("<input")
            .skip(1)
            .map(|input| input.split('>').next().unwrap_or_default())
            .filter(|input| input.contains("type=\"hidden\""))
            .filter_map(|input| Some((attribute(input, "name")?, attribute(input, "value")?)))
            .collect()
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let value = tag.split(&format!(" {name}=\"")).nth(1)?.split('"').next()?;
    Some(value.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
}

fn encode(text: &str) -> String {
    let byte = |b: u8| match b {
        b if b.is_ascii_alphanumeric() => char::from(b).to_string(),
        b => format!("%{b:02X}"),
    };
    text.bytes().map(byte).collect()
}
