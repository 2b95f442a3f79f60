//! The closed world in which a template runs: its own files, its data, the frame, the embedded fonts.
//!
//! There is no file system, no network, no package download and no clock behind it.

use std::sync::{Arc, LazyLock};

use jiff::Timestamp;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Features, Library, LibraryExt, World};

use crate::data::DATA;
use crate::fonts::Fonts;

/// The frames that every template can import.
pub(crate) const FRAME: &str = "/rennsteig.typ";
const FRAME_SOURCE: &str = include_str!("frame/rennsteig.typ");

/// The first file of each compilation: sets what [`Meta`](crate::Meta) says, then includes the template.
const MAIN: &str = "/rennsteig.typ.main";
const MAIN_SOURCE: &str = include_str!("frame/main.typ");
const META: &str = "/rennsteig.typ.meta.json";

/// The id of a path. Ids are interned in 16 bits for the life of the process: never make a path per document.
pub(crate) fn id(path: &VirtualPath) -> FileId {
    FileId::new(RootedPath::new(VirtualRoot::Project, path.clone()))
}

/// What is the same in every world.
struct Ground {
    library: LazyHash<Library>,
    main: Source,
    frame: Source,
    data: FileId,
    meta: FileId,
}

impl Ground {
    fn get() -> &'static Self {
        static GROUND: LazyLock<Ground> = LazyLock::new(|| {
            let path = |p| id(&VirtualPath::new(p).expect("the constant has no `..` and no backslash"));
            // Row headers of tables (pdf.header-cell) are still behind this feature.
            let features: Features = [Feature::A11yExtras].into_iter().collect();
            Ground {
                library: LazyHash::new(Library::builder().with_features(features).build()),
                main: Source::new(path(MAIN), MAIN_SOURCE.to_owned()),
                frame: Source::new(path(FRAME), FRAME_SOURCE.to_owned()),
                data: path(DATA),
                meta: path(META),
            }
        });
        &GROUND
    }
}

/// A file of a template: a Typst source is parsed once, when the template is made.
#[derive(Debug, Clone)]
pub(crate) enum File {
    Source(Source),
    Other(FileId, Bytes),
}

impl File {
    pub(crate) fn id(&self) -> FileId {
        match self {
            Self::Source(source) => source.id(),
            Self::Other(id, _) => *id,
        }
    }
}

/// One template with one set of data.
pub(crate) struct Sheet {
    /// The first is the template itself.
    pub(crate) files: Arc<[File]>,
    pub(crate) data: Bytes,
    pub(crate) meta: Bytes,
    pub(crate) at: Timestamp,
}

impl Sheet {
    /// The template's source.
    pub(crate) fn template(&self) -> Option<&Source> {
        match self.files.first()? {
            File::Source(source) => Some(source),
            File::Other(..) => None,
        }
    }

    /// The template's file name without leading slash.
    pub(crate) fn name(&self) -> &str {
        self.files.first().map_or("", |file| file.id().get().vpath().get_without_slash())
    }
}

impl World for Sheet {
    fn library(&self) -> &LazyHash<Library> {
        &Ground::get().library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &Fonts::embedded().book
    }

    fn main(&self) -> FileId {
        Ground::get().main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let ground = Ground::get();
        for source in [&ground.main, &ground.frame] {
            if source.id() == id {
                return Ok(source.clone());
            }
        }
        match self.files.iter().find(|file| file.id() == id) {
            Some(File::Source(source)) => Ok(source.clone()),
            // Errors in the data are shown with their line, for which Typst asks for the text.
            _ if id == ground.data => text(id, &self.data),
            Some(File::Other(id, bytes)) => text(*id, bytes),
            None => Err(missing(id)),
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let ground = Ground::get();
        if id == ground.data {
            return Ok(self.data.clone());
        }
        if id == ground.meta {
            return Ok(self.meta.clone());
        }
        match self.files.iter().find(|file| file.id() == id) {
            Some(File::Source(source)) => Ok(Bytes::from_string(source.clone())),
            Some(File::Other(_, bytes)) => Ok(bytes.clone()),
            None => Err(missing(id)),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        Fonts::embedded().fonts.get(index).cloned()
    }

    /// The day of the document, in German time where no offset is asked for.
    fn today(&self, offset: Option<Duration>) -> Option<Datetime> {
        let at = match offset {
            None => self.at.in_tz("Europe/Berlin").ok()?,
            #[expect(
                clippy::cast_possible_truncation,
                reason = "offsets of time zones are small whole seconds"
            )]
            Some(offset) => {
                self.at.to_zoned(jiff::tz::Offset::from_seconds(offset.seconds() as i32).ok()?.to_time_zone())
            }
        };
        Datetime::from_ymd(at.year().into(), at.month().try_into().ok()?, at.day().try_into().ok()?)
    }
}

fn text(id: FileId, bytes: &Bytes) -> FileResult<Source> {
    Ok(Source::new(id, std::str::from_utf8(bytes).map_err(|_| FileError::InvalidUtf8)?.to_owned()))
}

fn missing(id: FileId) -> FileError {
    FileError::Other(Some(
        format!(
            "the template has no file {}; it can read its own files, {DATA} and {FRAME}",
            id.get().vpath().get_with_slash()
        )
        .into(),
    ))
}
