//! Where the files of a course come from: a folder, or memory.
//!
//! The checker never touches the disk itself, so that the command line, the editor and the
//! courses embedded in the binary give the same verdict.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use super::limits;

/// A file of a source.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Path from the root of the source, with `/`.
    pub path: String,
    pub bytes: u64,
}

/// A set of files that can be listed and read.
pub trait Source {
    /// Every file, in any order.
    fn list(&self) -> Vec<Entry>;
    /// The content of one of them.
    fn read(&self, path: &str) -> io::Result<Vec<u8>>;
    /// The name of the folder, when it has one: the identifier of a course checked alone.
    fn name(&self) -> Option<String> {
        None
    }
}

/// A folder of the disk. Hidden files and symbolic links are not part of it.
#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// The folder at `root`.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    fn walk(&self) -> Vec<Entry> {
        let mut files = Vec::new();
        // An explicit list of folders to visit: a deep tree on the disk must not cost stack.
        let mut folders = vec![(self.root.clone(), String::new(), 0_usize)];
        while let Some((folder, prefix, depth)) = folders.pop() {
            let Ok(entries) = std::fs::read_dir(&folder) else { continue };
            for entry in entries.flatten() {
                let Ok(name) = entry.file_name().into_string() else { continue };
                // `file_type` of an entry does not follow links: a link is neither file nor folder.
                let Ok(kind) = entry.file_type() else { continue };
                if name.starts_with('.') || files.len() >= limits::FILES {
                    continue;
                }
                let path = format!("{prefix}{name}");
                if kind.is_dir() && depth < 8 {
                    folders.push((entry.path(), format!("{path}/"), depth + 1));
                } else if kind.is_file() {
                    let bytes = entry.metadata().map_or(0, |data| data.len());
                    files.push(Entry { path, bytes });
                }
            }
        }
        files
    }
}

impl Source for Folder {
    fn list(&self) -> Vec<Entry> {
        self.walk()
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let inside = Path::new(path).components().all(|part| match part {
            std::path::Component::Normal(name) => !name.to_string_lossy().starts_with('.'),
            std::path::Component::Prefix(_)
            | std::path::Component::RootDir
            | std::path::Component::CurDir
            | std::path::Component::ParentDir => false,
        });
        let mut at = self.root.clone();
        for part in Path::new(path).components() {
            at.push(part);
            if !inside || std::fs::symlink_metadata(&at)?.file_type().is_symlink() {
                return Err(io::Error::new(io::ErrorKind::PermissionDenied, "chemin hors du dossier"));
            }
        }
        std::fs::read(at)
    }

    fn name(&self) -> Option<String> {
        let path = self.root.canonicalize().ok()?;
        Some(path.file_name()?.to_str()?.to_owned())
    }
}

/// Files kept in memory: embedded courses, courses written in the browser, tests.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    files: BTreeMap<String, Vec<u8>>,
}

impl Memory {
    /// No file yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds or replaces a file.
    pub fn insert(&mut self, path: impl Into<String>, content: impl Into<Vec<u8>>) {
        self.files.insert(path.into(), content.into());
    }

    /// The same files with one more, or with one replaced.
    pub fn with(mut self, path: impl Into<String>, content: impl Into<Vec<u8>>) -> Self {
        self.insert(path, content);
        self
    }

    /// Forgets a file.
    pub fn remove(&mut self, path: &str) {
        self.files.remove(path);
    }

    /// Reads a whole source into memory, for instance to change one page of it before checking.
    pub fn of(source: &dyn Source) -> io::Result<Self> {
        let mut memory = Self::new();
        for entry in source.list() {
            let content = source.read(&entry.path)?;
            memory.insert(entry.path, content);
        }
        Ok(memory)
    }
}

impl Source for Memory {
    fn list(&self) -> Vec<Entry> {
        let entry =
            |(path, content): (&String, &Vec<u8>)| Entry { path: path.clone(), bytes: content.len() as u64 };
        self.files.iter().map(entry).collect()
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.files.get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

/// One course of one's own among those of another source, in place of the folder of the same name: what a module
/// written in the browser is checked as, so that links, glossary and competences are those of a folder.
#[derive(Clone, Copy)]
pub struct Among<'s> {
    around: &'s (dyn Source + Sync),
    slug: &'s str,
    files: &'s Memory,
}

impl<'s> Among<'s> {
    /// The files of the course `slug` (paths from its own folder) among those of a content folder.
    pub fn new(around: &'s (dyn Source + Sync), slug: &'s str, files: &'s Memory) -> Self {
        Self { around, slug, files }
    }

    /// The path inside the course, for a path of it.
    fn inside<'p>(&self, path: &'p str) -> Option<&'p str> {
        path.strip_prefix("cours/")?.strip_prefix(self.slug)?.strip_prefix('/')
    }
}

impl Source for Among<'_> {
    fn list(&self) -> Vec<Entry> {
        let mut entries = self.around.list();
        entries.retain(|entry| self.inside(&entry.path).is_none());
        let own = self.files.list().into_iter();
        entries
            .extend(own.map(|entry| Entry { path: format!("cours/{}/{}", self.slug, entry.path), ..entry }));
        entries
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        match self.inside(path) {
            Some(inside) => self.files.read(inside),
            None => self.around.read(path),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_course_stands_among_the_others_in_place_of_its_folder() {
        let around =
            Memory::new().with("glossaire.md", "g").with("cours/a/x.md", "old").with("cours/b/y.md", "y");
        let own = Memory::new().with("z.md", "new");
        let among = Among::new(&around, "a", &own);
        let paths: Vec<String> = among.list().into_iter().map(|entry| entry.path).collect();
        assert_eq!(paths, ["cours/b/y.md", "glossaire.md", "cours/a/z.md"]);
        assert_eq!(among.read("cours/a/z.md").unwrap(), b"new");
        assert!(among.read("cours/a/x.md").is_err());
        assert_eq!(among.read("cours/b/y.md").unwrap(), b"y");
    }

    #[test]
    fn a_folder_lists_its_files_without_hidden_ones_and_links() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("cours/a/.git")).unwrap();
        std::fs::write(folder.path().join("cours/a/x.md"), "x").unwrap();
        std::fs::write(folder.path().join("cours/a/.secret"), "x").unwrap();
        std::fs::write(folder.path().join("cours/a/.git/config"), "x").unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink("/etc/hostname", folder.path().join("cours/a/lien.md")).unwrap();
        let source = Folder::new(folder.path());
        assert_eq!(source.list(), [Entry { path: "cours/a/x.md".into(), bytes: 1 }]);
        assert!(source.read("cours/a/x.md").is_ok());
        for refused in ["cours/a/lien.md", "../x", "/etc/hostname", "cours/a/.secret"] {
            assert!(source.read(refused).is_err(), "{refused}");
        }
    }
}
