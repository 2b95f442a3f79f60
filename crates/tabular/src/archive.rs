//! The zip around XLSX and ODS, unpacked once to find out how much is in it before anything else reads it: what a zip
//! says about its size is anybody's claim.

use std::io::{Cursor, Read, copy, sink};

use zip::ZipArchive;

use crate::{Error, Limits};

/// Most parts of a file.
const PARTS: usize = 2000;

/// What is in the zip.
pub(crate) enum Content {
    /// An Excel workbook.
    Xlsx,
    /// The XML of an OpenDocument spreadsheet.
    Ods(String),
}

/// Looks into a zip.
pub(crate) fn open(bytes: &[u8], limits: &Limits) -> Result<Content, Error> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if zip.len() > PARTS {
        return Err(Error::Damaged(format!("it has more than {PARTS} parts")));
    }
    if zip.index_for_name("xl/workbook.xml").is_some() {
        measure(&mut zip, limits)?;
        return Ok(Content::Xlsx);
    }
    let spreadsheet = zip.by_name("mimetype").is_ok_and(|part| {
        let mut text = String::new();
        let read = part.take(200).read_to_string(&mut text);
        read.is_ok() && text.trim().starts_with("application/vnd.oasis.opendocument.spreadsheet")
    });
    if !spreadsheet {
        return Err(Error::Kind);
    }
    let part = zip.by_name("content.xml").map_err(damaged)?;
    if part.encrypted() {
        return Err(Error::OldOrLocked);
    }
    let mut xml = String::new();
    let read = part.take(limits.unpacked + 1).read_to_string(&mut xml).map_err(damaged)?;
    if read as u64 > limits.unpacked {
        return Err(Error::Unpacked { max: limits.unpacked });
    }
    Ok(Content::Ods(xml))
}

/// Unpacks all XML into nothing, up to the limit.
fn measure(zip: &mut ZipArchive<Cursor<&[u8]>>, limits: &Limits) -> Result<(), Error> {
    let mut left = limits.unpacked;
    for index in 0..zip.len() {
        let part = zip.by_index(index).map_err(damaged)?;
        let name = part.name().map_err(damaged)?.to_ascii_lowercase();
        if !name.ends_with(".xml") && !name.ends_with(".rels") && !name.ends_with(".vml") {
            continue;
        }
        let read = copy(&mut part.take(left + 1), &mut sink()).map_err(damaged)?;
        left = left.checked_sub(read).ok_or(Error::Unpacked { max: limits.unpacked })?;
    }
    Ok(())
}

fn damaged(error: impl std::fmt::Display) -> Error {
    Error::Damaged(error.to_string())
}
