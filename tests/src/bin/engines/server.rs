//! Engines: how each is installed, started and stopped.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::{Result, root};

/// How long a server may take to start.
const START: Duration = Duration::from_mins(1);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Embedded,
    MiniStack,
    Dynalite,
}

impl Kind {
    pub(crate) const ALL: [Self; 3] = [Self::Embedded, Self::MiniStack, Self::Dynalite];

    pub(crate) fn named(name: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|kind| kind.name() == name);
        found.ok_or_else(|| format!("there is no engine `{name}`: embedded, ministack, dynalite").into())
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Embedded => "embedded",
            Self::MiniStack => "ministack",
            Self::Dynalite => "dynalite",
        }
    }

    /// What is installed; the differences are those of these versions.
    pub(crate) fn version(self) -> &'static str {
        match self {
            Self::Embedded => "dynoxide-rs 3.2.0",
            Self::MiniStack => "MiniStack 1.5.33",
            Self::Dynalite => "dynalite 4.0.0",
        }
    }

    fn folder(self) -> PathBuf {
        target().join("engines").join(self.version().replace(' ', "-").to_lowercase())
    }

    /// Installs the engine, unless it is there, and gives the command that starts it on this port.
    fn command(self, port: u16) -> Result<Option<Command>> {
        let folder = self.folder();
        let port = port.to_string();
        Ok(match self {
            Self::Embedded => None,
            Self::MiniStack => {
                let program = folder.join("bin").join("ministack");
                if !program.exists() {
                    install(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
                    let pip = folder.join("bin").join("pip");
                    install(Command::new(pip).args(["install", "--quiet", "ministack==1.5.33"]))?;
                }
                let mut command = Command::new(program);
                let variables = [
                    ("BIND_HOST", "127.0.0.1"),
                    ("GATEWAY_PORT", port.as_str()),
                    ("SERVICES", "dynamodb,dynamodbstreams"),
                ];
                command.envs(variables);
                Some(command)
            }
            Self::Dynalite => {
                let script = folder.join("node_modules").join("dynalite").join("cli.js");
                if !script.exists() {
                    fs::create_dir_all(&folder)?;
                    let npm =
                        ["install", "--silent", "--no-audit", "--no-fund", "dynalite@4.0.0", "--prefix"];
                    install(Command::new("npm").args(npm).arg(&folder))?;
                }
                let mut command = Command::new("node");
                command.arg(script).args(["--host", "127.0.0.1", "--port", port.as_str()]);
                command.args(["--createTableMs", "0", "--deleteTableMs", "0", "--updateTableMs", "0"]);
                Some(command)
            }
        })
    }
}

/// Where what is built and installed goes.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

fn install(command: &mut Command) -> Result<()> {
    println!("installing: {command:?}");
    let status = command.status().map_err(|error| format!("{command:?}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{command:?} ended with {status}").into()) }
}

/// An engine that can be asked.
pub(crate) struct Running {
    server: Option<(Child, String)>,
}

impl Running {
    pub(crate) fn start(kind: Kind) -> Result<Self> {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let Some(mut command) = kind.command(port)? else { return Ok(Self { server: None }) };
        let log = log(kind.name())?;
        let child = command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).spawn()?;
        let mut running = Self { server: Some((child, format!("http://127.0.0.1:{port}"))) };
        running.wait_until_it_answers(port)?;
        println!("{} listens on 127.0.0.1:{port}", kind.version());
        Ok(running)
    }

    /// Where it is asked; `None` for the engine inside the process.
    pub(crate) fn url(&self) -> Option<&str> {
        self.server.as_ref().map(|(_, url)| url.as_str())
    }

    fn wait_until_it_answers(&mut self, port: u16) -> Result<()> {
        let start = Instant::now();
        while start.elapsed() < START {
            if let Some((child, _)) = &mut self.server
                && let Some(status) = child.try_wait()?
            {
                return Err(format!("the server ended with {status}").into());
            }
            if answers(port) {
                return Ok(());
            }
            sleep(Duration::from_millis(100));
        }
        Err("the server did not answer in time".into())
    }

    pub(crate) fn stop(mut self) -> Result<()> {
        self.kill()
    }

    fn kill(&mut self) -> Result<()> {
        let Some((mut child, _)) = self.server.take() else { return Ok(()) };
        child.kill()?;
        child.wait()?;
        Ok(())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Err(error) = self.kill() {
            eprintln!("the server could not be stopped: {error}");
        }
    }
}

/// True if something answers in HTTP.
fn answers(port: u16) -> bool {
    let ask = || -> std::io::Result<usize> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        stream.set_read_timeout(Some(Duration::from_secs(2)))?;
        stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
        stream.read(&mut [0; 16])
    };
    ask().is_ok_and(|read| read > 0)
}

/// A file below the target directory that holds what a program says.
pub(crate) fn log(name: &str) -> Result<File> {
    let folder = target().join("engines").join("logs");
    fs::create_dir_all(&folder)?;
    Ok(File::create(path_of_log(&folder, name))?)
}

fn path_of_log(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}.txt"))
}

pub(crate) fn read_log(name: &str) -> Result<String> {
    Ok(fs::read_to_string(path_of_log(&target().join("engines").join("logs"), name))?)
}
