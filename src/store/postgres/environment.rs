//! What PostgreSQL's own programs take from the environment: services, and files with passwords.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use postgres::Config;
use postgres::config::Host;

use super::AddressError;

/// The variables, and the settings that they stand for.
const SETTINGS: [(&str, &str); 10] = [
    ("PGAPPNAME", "application_name"),
    ("PGCONNECT_TIMEOUT", "connect_timeout"),
    ("PGDATABASE", "dbname"),
    ("PGHOST", "host"),
    ("PGPASSFILE", "passfile"),
    ("PGPASSWORD", "password"),
    ("PGPORT", "port"),
    ("PGSSLMODE", "sslmode"),
    ("PGSSLROOTCERT", "sslrootcert"),
    ("PGUSER", "user"),
];

/// The variables of the environment that say something about servers.
pub const VARIABLES: [&str; 13] = [
    "PGAPPNAME",
    "PGCONNECT_TIMEOUT",
    "PGDATABASE",
    "PGHOST",
    "PGPASSFILE",
    "PGPASSWORD",
    "PGPORT",
    "PGSERVICE",
    "PGSERVICEFILE",
    "PGSSLMODE",
    "PGSSLROOTCERT",
    "PGSYSCONFDIR",
    "PGUSER",
];

/// The environment, as far as it says something about servers.
#[derive(Clone, Default)]
pub struct ServerEnvironment {
    /// The person's own folder.
    pub home: Option<PathBuf>,
    /// The name that the person is logged in with.
    pub login: Option<String>,
    /// The variables of [`VARIABLES`] that are set.
    pub variables: BTreeMap<&'static str, String>,
}

impl ServerEnvironment {
    pub(super) fn login(&self) -> Option<&str> {
        self.login.as_deref()
    }

    /// The settings of a service, and those of variables, which count less.
    pub(super) fn settings(
        &self,
        service: Option<&str>,
    ) -> Result<BTreeMap<String, String>, AddressError> {
        let named = service.or(self.variable("PGSERVICE"));
        let mut settings = named.map(|name| self.service(name)).transpose()?.unwrap_or_default();
        for (variable, setting) in SETTINGS {
            if let Some(value) = self.variable(variable) {
                settings.entry(setting.to_owned()).or_insert_with(|| value.to_owned());
            }
        }
        Ok(settings)
    }

    fn variable(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    fn at_home(&self, name: &str) -> Option<PathBuf> {
        self.home.as_ref().map(|home| home.join(name))
    }

    /// The settings of a service: of the person's file or, if it is not there, of the machine's.
    fn service(&self, name: &str) -> Result<BTreeMap<String, String>, AddressError> {
        let own = self.variable("PGSERVICEFILE").map(PathBuf::from);
        let own = own.or_else(|| self.at_home(".pg_service.conf"));
        let folder = self.variable("PGSYSCONFDIR").unwrap_or("/etc/postgresql-common");
        let files = own.into_iter().chain([Path::new(folder).join("pg_service.conf")]);
        files
            .filter_map(|file| fs::read_to_string(file).ok())
            .find_map(|text| section(&text, name))
            .ok_or_else(|| AddressError::Service(name.to_owned()))
    }

    /// The folder with the socket of the server of this machine.
    pub(super) fn socket_folder(port: u16) -> Option<PathBuf> {
        let folders = ["/run/postgresql", "/var/run/postgresql", "/tmp"].map(PathBuf::from);
        folders.into_iter().find(|folder| folder.join(format!(".s.PGSQL.{port}")).exists())
    }

    /// The password for these hosts, this database and this user, from the file with passwords.
    pub(super) fn password(
        &self,
        file: Option<&str>,
        config: &Config,
    ) -> Result<Option<String>, AddressError> {
        let named = file.map(PathBuf::from).or_else(|| self.at_home(".pgpass"));
        let Some(file) = named else { return Ok(None) };
        let Ok(text) = fs::read_to_string(&file) else { return Ok(None) };
        if is_open_to_others(&file) {
            return Err(AddressError::OpenToOthers(file));
        }
        let ports = config.get_ports();
        let database = config.get_dbname().unwrap_or_default();
        let user = config.get_user().unwrap_or_default();
        let found = config.get_hosts().iter().enumerate().find_map(|(index, host)| {
            let port = ports.get(index).or(ports.first()).copied().unwrap_or(5432).to_string();
            let host = match host {
                Host::Tcp(host) => host.as_str(),
                #[cfg(unix)]
                Host::Unix(_) => "localhost",
            };
            let wanted = [host, &port, database, user];
            text.lines().find_map(|line| password_in(line, wanted))
        });
        Ok(found)
    }
}

/// The settings of one section of a file that describes services.
fn section(text: &str, name: &str) -> Option<BTreeMap<String, String>> {
    let lines = text.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut inside = lines.skip_while(|line| *line != format!("[{name}]"));
    inside.next()?;
    let settings = inside.take_while(|line| !line.starts_with('['));
    let settings = settings.filter_map(|line| line.split_once('='));
    Some(settings.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())).collect())
}

/// The password of a line `host:port:database:user:password`, if it is for these. A `*` is for all,
/// and `\` keeps a colon from ending a field.
fn password_in(line: &str, wanted: [&str; 4]) -> Option<String> {
    if line.starts_with('#') {
        return None;
    }
    let mut fields = vec![String::new()];
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        if character == ':' && fields.len() < 5 {
            fields.push(String::new());
            continue;
        }
        let escaped = if character == '\\' { characters.next() } else { Some(character) };
        fields.last_mut()?.extend(escaped);
    }
    let password = if fields.len() == 5 { fields.pop()? } else { return None };
    let is_it = fields.iter().zip(wanted).all(|(field, wanted)| field == "*" || field == wanted);
    is_it.then_some(password)
}

#[cfg(unix)]
fn is_open_to_others(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(file).is_ok_and(|file| file.is_file() && file.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn is_open_to_others(_: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_passwords_is_for_some() {
        #[track_caller]
        fn check(line: &str, wanted: [&str; 4], expected: Option<&str>) {
            assert_eq!(password_in(line, wanted).as_deref(), expected, "{line}");
        }

        let wanted = ["db.example", "5432", "facts", "ana"];
        check("db.example:5432:facts:ana:key", wanted, Some("key"));
        check("*:*:*:ana:a:b\\:c\\\\", wanted, Some("a:b:c\\"));
        check("db.example:*:*:ben:key", wanted, None);
        check("#*:*:*:*:key", wanted, None);
        check("*:*:*:ana", wanted, None);
        check("", wanted, None);
        check("a\\:b:*:*:*:key", ["a:b", "1", "", ""], Some("key"));
    }

    #[test]
    fn a_service_is_a_section_of_a_file() {
        let text = "# ours\n[other]\nhost=x\n[desk]\nhost = db.example\n\nuser=ana\n[last]\nport=1";
        let settings = section(text, "desk").unwrap();
        let settings: Vec<String> =
            settings.iter().map(|(name, value)| format!("{name}={value}")).collect();
        assert_eq!(settings, ["host=db.example", "user=ana"]);
        assert_eq!(section(text, "des"), None);
    }
}
