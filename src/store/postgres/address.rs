//! `postgres://user@host1,host2/database?option=value`: where a ledger is on a server.

use std::collections::BTreeMap;
use std::fmt;
use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use postgres::Config;
use postgres::config::{Host, SslMode, TargetSessionAttrs};

use super::environment::ServerEnvironment;

/// A database on a server, or on one of several that stand in for each other.
#[derive(Clone)]
pub struct Server {
    /// As it was given: it has no password.
    address: String,
    /// One for each host, in their order.
    pub(super) configs: Vec<Config>,
    /// Whether a pool may give each transaction another connection.
    pub(super) is_pooled: bool,
    /// Whether a role that no guard binds may write.
    pub(super) may_be_superuser: bool,
    /// The certificates to trust instead of those that the public trusts.
    pub(super) root_certificates: Option<PathBuf>,
}

/// Why an address cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum AddressError {
    /// What the address lacks, or has too much of, is not repeated: it may be a part of a password.
    #[error("the address of the server is not valid: {0}")]
    Malformed(&'static str),
    #[error("the address of the server has an unknown option or a bad value")]
    Option(#[source] postgres::Error),
    /// Everybody on the machine can see the command line.
    #[error("the address of the server has a password in it")]
    Password,
    /// The file with passwords can be read by others, so it is not used.
    #[error("others can read the file with passwords, `{}`", .0.display())]
    OpenToOthers(PathBuf),
    /// The file that describes services has no such one.
    #[error("there is no service `{0}` in the files that describe services")]
    Service(String),
    /// Others than this machine are reached through TLS, whose certificate is checked, or not at all.
    #[error("`sslmode={0}` would not say who the server is")]
    Unchecked(String),
}

impl fmt::Display for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.address)
    }
}

/// Without the password that it may have read from a file.
impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Server").field(&self.address).finish()
    }
}

impl Server {
    /// Whether a text is the address of a server, and no file.
    pub fn is_address(text: &str) -> bool {
        after_scheme(text).is_some()
    }

    /// Read an address, and what the environment adds to it, as PostgreSQL's own programs do.
    pub fn read(address: &str, environment: &ServerEnvironment) -> Result<Self, AddressError> {
        let mut settings = settings_in(address)?;
        let service = settings.remove("service");
        for (name, value) in environment.settings(service.as_deref())? {
            settings.entry(name).or_insert(value);
        }
        let mut take = |name: &str| settings.remove(name);
        let may_be_superuser = match take("superuser").as_deref() {
            None | Some("refuse") => false,
            Some("allow") => true,
            Some(_) => return Err(AddressError::Malformed("`superuser` is `allow` or `refuse`")),
        };
        let is_pooled = match take("pool").as_deref() {
            None | Some("session") => false,
            Some("transaction") => true,
            Some(_) => return Err(AddressError::Malformed("`pool` is `session` or `transaction`")),
        };
        let root_certificates = take("sslrootcert").filter(|file| file != "system");
        let root_certificates = root_certificates.map(PathBuf::from);
        let (mode, passwords) = (take("sslmode"), take("passfile"));
        let mut configs = Vec::new();
        for settings in of_each_host(&settings)? {
            let quoted = settings.iter().map(|(name, value)| {
                format!("{name}='{}'", value.replace('\\', r"\\").replace('\'', r"\'"))
            });
            let quoted: Vec<String> = quoted.collect();
            let mut config: Config = quoted.join(" ").parse().map_err(AddressError::Option)?;
            fill_in(&mut config, environment);
            let is_here = is_this_machine(&config) && root_certificates.is_none();
            config.ssl_mode(match (mode.as_deref(), is_here) {
                (Some("disable"), _) | (None, true) => SslMode::Disable,
                (Some("require" | "verify-ca" | "verify-full"), _) | (None, false) => {
                    SslMode::Require
                }
                (Some(mode), _) => return Err(AddressError::Unchecked(mode.to_owned())),
            });
            if config.get_password().is_none()
                && let Some(password) = environment.password(passwords.as_deref(), &config)?
            {
                config.password(password);
            }
            configs.push(config);
        }
        // Of several, one is the primary.
        if configs.len() > 1 {
            for config in &mut configs {
                if config.get_target_session_attrs() == TargetSessionAttrs::Any {
                    config.target_session_attrs(TargetSessionAttrs::ReadWrite);
                }
            }
        }
        let address = address.to_owned();
        Ok(Self { address, configs, is_pooled, may_be_superuser, root_certificates })
    }

    /// The database, and the role that is asked for.
    pub fn database(&self) -> &str {
        self.configs.first().and_then(Config::get_dbname).unwrap_or_default()
    }

    pub(super) fn user(&self) -> &str {
        self.configs.first().and_then(Config::get_user).unwrap_or_default()
    }

    /// The hosts, as they are shown.
    pub(super) fn hosts(&self) -> String {
        let hosts = self.configs.iter().map(|config| {
            let port = config.get_ports().first().copied().unwrap_or(PORT);
            match (config.get_hosts(), config.get_hostaddrs()) {
                ([Host::Tcp(host), ..], _) => format!("{host}:{port}"),
                #[cfg(unix)]
                ([Host::Unix(folder), ..], _) => format!("{} (port {port})", folder.display()),
                ([], [address, ..]) => format!("{address}:{port}"),
                ([], []) => format!("port {port}"),
            }
        });
        let hosts: Vec<String> = hosts.collect();
        hosts.join(", ")
    }
}

const PORT: u16 = 5432;

/// What the address leaves open.
fn fill_in(config: &mut Config, environment: &ServerEnvironment) {
    /// In seconds: how long a server may be silent before another one is tried.
    const PATIENCE: Duration = Duration::from_secs(10);
    if config.get_hosts().is_empty() && config.get_hostaddrs().is_empty() {
        let port = config.get_ports().first().copied().unwrap_or(PORT);
        match ServerEnvironment::socket_folder(port) {
            Some(folder) => config.host_path(folder),
            None => config.host("localhost"),
        };
    }
    if config.get_user().is_none() {
        config.user(environment.login().unwrap_or_default());
    }
    if config.get_dbname().is_none() {
        let user = config.get_user().unwrap_or_default().to_owned();
        config.dbname(&user);
    }
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(PATIENCE);
    }
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(PATIENCE);
    }
    if config.get_keepalives_idle() > PATIENCE {
        config.keepalives_idle(PATIENCE).keepalives_interval(Duration::from_secs(2));
        config.keepalives_retries(3);
    }
    if config.get_application_name().is_none() {
        config.application_name("factledger");
    }
}

/// The settings, for each of the hosts that they name.
fn of_each_host(
    settings: &BTreeMap<String, String>,
) -> Result<Vec<BTreeMap<String, String>>, AddressError> {
    let lists = ["host", "hostaddr", "port"].map(|name| {
        let list = settings.get(name).map(|value| value.split(',').collect::<Vec<_>>());
        (name, list.unwrap_or_default())
    });
    let [(_, hosts), (_, addresses), (_, ports)] = &lists;
    let count = hosts.len().max(addresses.len()).max(1);
    if [hosts.len(), addresses.len()].iter().any(|len| ![0, count].contains(len))
        || ![0, 1, count].contains(&ports.len())
    {
        return Err(AddressError::Malformed("it has not as many of each for its hosts"));
    }
    let of_one = |index: usize| {
        let mut one = settings.clone();
        for (name, list) in &lists {
            if let Some(value) = list.get(index).or(list.first()) {
                one.insert((*name).to_owned(), (*value).to_owned());
            }
        }
        one
    };
    Ok((0..count).map(of_one).collect())
}

/// Whether nobody but this machine hears what is said.
fn is_this_machine(config: &Config) -> bool {
    let is_here = |host: &Host| match host {
        Host::Tcp(host) => {
            host == "localhost" || host.parse().is_ok_and(|address: IpAddr| address.is_loopback())
        }
        #[cfg(unix)]
        Host::Unix(_) => true,
    };
    config.get_hosts().iter().all(is_here) && config.get_hostaddrs().iter().all(IpAddr::is_loopback)
}

fn after_scheme(text: &str) -> Option<&str> {
    text.strip_prefix("postgres://").or_else(|| text.strip_prefix("postgresql://"))
}

/// The settings in an address, by their names. A host that is given twice counts twice.
fn settings_in(address: &str) -> Result<BTreeMap<String, String>, AddressError> {
    use AddressError::Malformed;
    let rest = after_scheme(address).ok_or(Malformed("it does not begin with postgres://"))?;
    let (place, options) = rest.split_once('?').unwrap_or((rest, ""));
    let (authority, database) = place.split_once('/').unwrap_or((place, ""));
    let (user, hosts) = authority.rsplit_once('@').unwrap_or(("", authority));
    let mut settings = BTreeMap::new();
    if user.contains(':') {
        return Err(AddressError::Password);
    }
    let mut set = |name: &str, value: String| {
        if !value.is_empty() {
            settings.insert(name.to_owned(), value);
        }
    };
    set("user", decoded(user)?);
    set("dbname", decoded(database)?);
    let (mut names, mut ports) = (Vec::new(), Vec::new());
    for host in hosts.split(',').filter(|_| !hosts.is_empty()) {
        // An address of the sixth version of IP is in brackets, since it has colons itself.
        let (name, port) = match host.strip_prefix('[') {
            Some(inner) => {
                let (name, port) = inner.split_once(']').ok_or(Malformed("a bracket is open"))?;
                (name, port.strip_prefix(':').unwrap_or_default())
            }
            None => host.split_once(':').unwrap_or((host, "")),
        };
        names.push(decoded(name)?);
        ports.push(decoded(port)?);
    }
    if ports.iter().any(|port| !port.is_empty()) {
        set("port", ports.join(","));
    }
    set("host", names.join(","));
    for option in options.split('&').filter(|option| !option.is_empty()) {
        let (name, value) = option.split_once('=').ok_or(Malformed("an option has no value"))?;
        let name = decoded(name)?;
        if name == "password" {
            return Err(AddressError::Password);
        }
        set(&name, decoded(value)?);
    }
    Ok(settings)
}

/// Read `%41` as `A`.
fn decoded(text: &str) -> Result<String, AddressError> {
    let not_valid = || AddressError::Malformed("a `%` is not followed by two digits");
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let (digits, after) = rest.split_at_checked(2).ok_or_else(not_valid)?;
        let digits = std::str::from_utf8(digits).map_err(|_| not_valid())?;
        bytes.push(u8::from_str_radix(digits, 16).map_err(|_| not_valid())?);
        rest = after;
    }
    let text = String::from_utf8(bytes).map_err(|_| AddressError::Malformed("it is not UTF-8"))?;
    if text.contains('\0') {
        return Err(AddressError::Malformed("it has a NUL"));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(address: &str) -> Result<Server, AddressError> {
        Server::read(address, &ServerEnvironment::default())
    }

    #[track_caller]
    fn check(address: &str, hosts: &str, user: &str, database: &str, mode: SslMode) {
        let server = read(address).unwrap();
        assert_eq!(
            (server.hosts().as_str(), server.user(), server.database()),
            (hosts, user, database)
        );
        assert!(server.configs.iter().all(|config| config.get_ssl_mode() == mode));
        assert_eq!(server.to_string(), address);
    }

    #[test]
    fn an_address_names_hosts_a_user_and_a_database() {
        let (plain, tls) = (SslMode::Disable, SslMode::Require);
        check("postgres://ana@127.0.0.1/facts", "127.0.0.1:5432", "ana", "facts", plain);
        check("postgresql://ana@localhost:7/a%20b", "localhost:7", "ana", "a b", plain);
        check("postgres://ana@[::1]:7/facts", "::1:7", "ana", "facts", plain);
        check("postgres://ana@db.example/", "db.example:5432", "ana", "ana", tls);
        let two = "postgres://ana@one.example,two.example:7/facts";
        check(two, "one.example:5432, two.example:7", "ana", "facts", tls);
        let socket = "postgres://ana@/facts?host=/run/db&port=7";
        check(socket, "/run/db (port 7)", "ana", "facts", plain);
        check("postgres://a@b.example/c?sslmode=disable", "b.example:5432", "a", "c", plain);
        check("postgres://a@b.example/c?sslmode=verify-full", "b.example:5432", "a", "c", tls);
        check("postgres://a@[::1]/c?sslrootcert=/ca.pem", "::1:5432", "a", "c", tls);
        check("postgres://a@/c?hostaddr=10.0.0.1", "10.0.0.1:5432", "a", "c", tls);
        check("postgres://a@/c?hostaddr=127.0.0.1&port=7", "127.0.0.1:7", "a", "c", plain);
        check("postgres://a@localhost/c?hostaddr=10.0.0.1", "localhost:5432", "a", "c", tls);
        check("postgres://a@one,two/c?port=7", "one:7, two:7", "a", "c", tls);
    }

    #[test]
    fn the_first_of_several_that_writes_is_the_one() {
        let attributes = |address| {
            let configs = read(address).unwrap().configs;
            configs.iter().map(Config::get_target_session_attrs).collect::<Vec<_>>()
        };
        assert_eq!(attributes("postgres://a@b,c/d"), [TargetSessionAttrs::ReadWrite; 2]);
        assert_eq!(attributes("postgres://a@b/d"), [TargetSessionAttrs::Any]);
    }

    #[track_caller]
    fn refused(address: &str, why: &str) {
        let error = read(address).unwrap_err().to_string();
        assert_eq!(error, why);
        assert!(!error.contains("secret"));
    }

    #[test]
    fn a_password_in_an_address_is_refused_and_not_repeated() {
        let why = "the address of the server has a password in it";
        refused("postgres://ana:secret@db.example/facts", why);
        refused("postgres://ana:@db.example/facts", why);
        refused("postgres://ana@db.example/facts?password=secret", why);
        refused("postgres://ana@db.example/facts?pass%77ord=secret", why);
    }

    #[test]
    fn other_faults_of_an_address_are_named() {
        let option = "the address of the server has an unknown option or a bad value";
        refused("postgres://ana@db.example/facts?colour=secret", option);
        refused("postgres://ana@db.example:secret/facts", option);
        let malformed = |what: &str| format!("the address of the server is not valid: {what}");
        refused(
            "postgres://ana@db.example/fa%cts",
            &malformed("a `%` is not followed by two digits"),
        );
        refused("postgres://ana@db.example/fa%e9", &malformed("it is not UTF-8"));
        refused("postgres://ana@db.example/fa%00", &malformed("it has a NUL"));
        refused("postgres://ana@[::1/facts", &malformed("a bracket is open"));
        refused("postgres://ana@b/facts?sslmode", &malformed("an option has no value"));
        let uneven = malformed("it has not as many of each for its hosts");
        refused("postgres://ana@a,b,c/facts?port=1,2", &uneven);
        refused("postgres://ana@a,b/facts?hostaddr=10.0.0.1", &uneven);
        refused("postgres://a@b/c?superuser=yes", &malformed("`superuser` is `allow` or `refuse`"));
        refused("postgres://a@b/c?pool=yes", &malformed("`pool` is `session` or `transaction`"));
        let unchecked = "`sslmode=prefer` would not say who the server is";
        refused("postgres://ana@db.example/facts?sslmode=prefer", unchecked);
        assert!(!Server::is_address("facts.db") && !Server::is_address("postgres:/x"));
    }
}
