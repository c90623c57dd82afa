//! Who a server is: its certificate is checked, and that it is for the host that was asked for.

use std::path::Path;
use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::{Server, ServerError};

/// What checks the certificate of a server.
pub(super) fn checker(server: &Server) -> Result<MakeRustlsConnect, ServerError> {
    let roots = match &server.root_certificates {
        Some(file) => of_file(file)?,
        None => webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect(),
    };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| ServerError::Certificate(error.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

fn of_file(file: &Path) -> Result<RootCertStore, ServerError> {
    let unread = |why: String| ServerError::RootCertificates { file: file.to_owned(), why };
    let mut roots = RootCertStore::empty();
    let certificates =
        CertificateDer::pem_file_iter(file).map_err(|why| unread(why.to_string()))?;
    for certificate in certificates {
        let certificate = certificate.map_err(|why| unread(why.to_string()))?;
        roots.add(certificate).map_err(|why| unread(why.to_string()))?;
    }
    if roots.is_empty() {
        return Err(unread("it has no certificate".to_owned()));
    }
    Ok(roots)
}
