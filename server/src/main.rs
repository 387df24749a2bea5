//! `preau`: see `preau help`.

use std::process::ExitCode;

use clap::Parser as _;
use preau_server::cli::Cli;

fn main() -> ExitCode {
    // Two providers are linked in by dependencies, and rustls stops at the first use if nobody chooses.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let cli = Cli::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(preau_server::cli::run(cli)) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
