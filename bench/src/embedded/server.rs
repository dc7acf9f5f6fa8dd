//! An HTTP server that hands requests to the embedded engine: as little of HTTP/1.1 as the SDK's client speaks.

use aws_smithy_runtime_api::client::http::HttpConnector;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use dynamo_model::Embedded;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::Failure;

pub(super) struct Server;

impl Server {
    /// Listens on a port of the loopback until the runtime ends, and gives its URL.
    pub(super) async fn start(engine: Embedded) -> Result<String, Failure> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}", listener.local_addr()?);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let engine = engine.clone();
                tokio::spawn(async move {
                    // A client that goes away is no failure.
                    let _ = serve(engine, stream).await;
                });
            }
        });
        Ok(url)
    }
}

/// Answers one request after another on a connection.
async fn serve(engine: Embedded, stream: TcpStream) -> Result<(), Failure> {
    stream.set_nodelay(true)?;
    let mut stream = BufReader::new(stream);
    let mut line = String::new();
    loop {
        let (mut target, mut length) = (String::new(), 0);
        loop {
            line.clear();
            if stream.read_line(&mut line).await? == 0 {
                return Ok(());
            }
            let Some((name, value)) = line.trim_end().split_once(':') else {
                if line.trim_end().is_empty() {
                    break;
                }
                continue;
            };
            match name.to_ascii_lowercase().as_str() {
                "x-amz-target" => value.trim().clone_into(&mut target),
                "content-length" => length = value.trim().parse()?,
                _ => {}
            }
        }
        let mut body = vec![0; length];
        stream.read_exact(&mut body).await?;
        let mut request = HttpRequest::new(SdkBody::from(body));
        request.headers_mut().insert("x-amz-target", target);
        let response = engine.call(request).await?;
        let body = response.body().bytes().unwrap_or_default();
        let mut answer = format!("HTTP/1.1 {} -\r\n", response.status().as_u16()).into_bytes();
        for (name, value) in response.headers() {
            answer.extend(format!("{name}: {value}\r\n").into_bytes());
        }
        answer.extend(format!("content-length: {}\r\n\r\n", body.len()).into_bytes());
        answer.extend_from_slice(body);
        stream.get_mut().write_all(&answer).await?;
    }
}
