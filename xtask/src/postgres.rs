//! A PostgreSQL that lives as long as a test run, or until `cargo xtask postgres stop`.
//!
//! On loopback, on a free port, in a temporary folder, without any promise to keep data (fsync
//! off): fast, and never mistaken for a real one. Server and client run as `postgres` when we are
//! root, because PostgreSQL refuses root.

use crate::{apt, shell};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A running cluster, stopped and deleted when dropped.
pub(crate) struct Cluster {
    folder: PathBuf,
    port: u16,
}

impl Cluster {
    pub(crate) fn start() -> Result<Self> {
        sweep();
        Self::start_in(std::env::temp_dir().join(format!("preau-postgres-{}", std::process::id())))
    }

    fn start_in(folder: PathBuf) -> Result<Self> {
        let programs = programs()?;
        std::fs::create_dir_all(&folder)?;
        if root()? {
            shell::run(Command::new("chown").arg("postgres:").arg(&folder))?;
        }
        let data = folder.join("data");
        let log = folder.join("log");
        // The C collation: order by bytes, as SQLite does, whatever the machine speaks.
        let mut initdb = as_postgres(&programs.join("initdb"))?;
        initdb.arg("-D").arg(&data).args([
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
        ]);
        shell::output(&mut initdb).context("PostgreSQL could not be prepared")?;

        let port = free_port()?;
        let options = format!(
            "-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={} -c max_connections=300 \
             -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=64MB -c autovacuum=off",
            folder.display()
        );
        let mut start = as_postgres(&programs.join("pg_ctl"))?;
        start
            .arg("-D")
            .arg(&data)
            .arg("-l")
            .arg(&log)
            .args(["-w", "-t", "60", "-s", "-o"])
            .arg(options)
            .arg("start");
        // Its output is not read: the server would inherit the pipe and keep it open.
        start.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
        shell::run(&mut start).with_context(|| format!("PostgreSQL did not start, see {}", log.display()))?;
        Ok(Self { folder, port })
    }

    /// What `PREAU_TEST_POSTGRES` holds.
    pub(crate) fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Err(error) = stop(&self.folder) {
            shell::report(&error);
        }
    }
}

/// `cargo xtask postgres [stop]`
pub(crate) fn command(arguments: &[String]) -> Result<()> {
    let folder = std::env::temp_dir().join("preau-postgres-shared");
    match arguments.first().map(String::as_str) {
        None => {
            let (port, kept) = (folder.join("port"), folder.join("data/postmaster.pid"));
            let url = match std::fs::read_to_string(&port) {
                Ok(port) if kept.exists() => format!("postgres://postgres@127.0.0.1:{port}/postgres"),
                _ => {
                    stop(&folder)?;
                    let cluster = Cluster::start_in(folder)?;
                    std::fs::write(&port, cluster.port.to_string())?;
                    let url = cluster.url();
                    // Meant to outlive this command.
                    std::mem::forget(cluster);
                    url
                }
            };
            println!("export PREAU_TEST_POSTGRES={url}");
            Ok(())
        }
        Some("stop") => stop(&folder),
        Some(other) => bail!("`cargo xtask postgres` knows only `stop`, not `{other}`"),
    }
}

fn stop(folder: &Path) -> Result<()> {
    if folder.join("data/postmaster.pid").exists() {
        let mut stop = as_postgres(&programs()?.join("pg_ctl"))?;
        stop.arg("-D").arg(folder.join("data")).args(["-m", "immediate", "-s", "stop"]);
        shell::output(&mut stop)?;
    }
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    Ok(())
}

/// Clusters of runs that were killed before they could stop theirs.
fn sweep() {
    for entry in std::fs::read_dir(std::env::temp_dir()).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(owner) = name.strip_prefix("preau-postgres-").and_then(|pid| pid.parse::<u32>().ok()) else {
            continue;
        };
        if !Path::new(&format!("/proc/{owner}")).exists() {
            // Not ours to fail for: another user may own it.
            let _ = stop(&entry.path());
        }
    }
}

/// The folder of PostgreSQL's programs, which Debian keeps out of the path.
fn programs() -> Result<PathBuf> {
    if let Some(found) = installed() {
        return Ok(found);
    }
    apt::ensure(&["postgresql"], "the tests on PostgreSQL")?;
    installed().context("PostgreSQL is installed, but initdb is nowhere to be found")
}

fn installed() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = versions
        .map(|version| version.path().join("bin"))
        .filter(|bin| bin.join("initdb").is_file())
        .max_by_key(|bin| {
            bin.parent().and_then(|version| version.file_name()?.to_str()?.parse::<u32>().ok())
        });
    newest.or_else(|| {
        let path = std::env::var_os("PATH")?;
        std::env::split_paths(&path).find(|folder| folder.join("initdb").is_file())
    })
}

fn as_postgres(program: &Path) -> Result<Command> {
    let mut command;
    if root()? {
        command = Command::new("runuser");
        command.args(["-u", "postgres", "--"]).arg(program);
    } else {
        command = Command::new(program);
    }
    // A folder that `postgres` may not enter would be complained about.
    command.current_dir("/");
    Ok(command)
}

fn root() -> Result<bool> {
    Ok(shell::output(Command::new("id").arg("-u"))?.trim() == "0")
}

fn free_port() -> Result<u16> {
    Ok(std::net::TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
