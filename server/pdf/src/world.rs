//! All that typst may see while it makes one document: one template, three fonts, one dictionary.
//!
//! No disk, no network, no package, and no clock: a date inside would make each run give other
//! bytes, so a document that needs a date receives it as data.

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Dict, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::export::PdfError;
use crate::fonts;

/// One template and the data it reads under `sys.inputs`.
pub(crate) struct Desk {
    library: LazyHash<Library>,
    template: Source,
}

impl Desk {
    pub(crate) fn new(name: &str, template: &str, inputs: Dict) -> Result<Self, PdfError> {
        let path = VirtualPath::new(name).map_err(|e| PdfError::Template(e.to_string()))?;
        // `intern`, never `unique`: typst keeps file names for ever, and has room for 65 535.
        let id = RootedPath::new(VirtualRoot::Project, path).intern();
        Ok(Self {
            library: LazyHash::new(Library::builder().with_inputs(inputs).build()),
            template: Source::new(id, template.to_owned()),
        })
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        fonts::book()
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() { Ok(self.template.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        fonts::font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
