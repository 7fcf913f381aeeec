//! One line to a page: a scene first, then calls, and events in between.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio_tungstenite::accept_hdr_async;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::handshake::server::{ErrorResponse, Request, Response};
use tokio_tungstenite::tungstenite::http::StatusCode;

use crate::application::Application;
use crate::scene::Scene;

/// What all connections share.
pub struct House {
    /// Where the page comes from. Any other page in the browser is refused.
    origin: String,
    /// By the name that its page gave itself.
    applications: Mutex<HashMap<String, Arc<Application>>>,
}

impl House {
    pub fn new(origin: String) -> Self {
        Self { origin, applications: Mutex::default() }
    }

    /// The application that waits for this page to come back, or else a new one.
    async fn application(&self, hello: Hello) -> Arc<Application> {
        let known = self.applications.lock().unwrap().get(&hello.page).cloned();
        if let Some(known) = known.filter(|known| known.is_reloading()) {
            return known;
        }
        let made = Application::start(hello.scene).await;
        self.applications.lock().unwrap().insert(hello.page, Arc::clone(&made));
        made
    }

    fn forget(&self, gone: &Arc<Application>) {
        self.applications.lock().unwrap().retain(|_, one| !Arc::ptr_eq(one, gone));
    }
}

/// A page that loads itself anew is back within this time; one that was closed never is.
const RELOAD: Duration = Duration::from_secs(10);

/// What a page says first.
#[derive(Deserialize)]
struct Hello {
    /// Stays the same when the page is loaded anew.
    page: String,
    scene: Scene,
}

/// What it says then.
#[derive(Deserialize)]
#[serde(untagged)]
enum Said {
    Call { id: u64, command: String, arguments: Value },
    Control { id: u64, control: String, argument: Value },
}

/// Serves one page until it goes. The application goes with it, unless the page only loads itself
/// anew, as it does whenever the vault is locked.
pub async fn serve(stream: TcpStream, house: Arc<House>) {
    // The handshake fixes the type of the refusal.
    #[allow(clippy::result_large_err)]
    let only_ours = |request: &Request, response: Response| match request
        .headers()
        .get("origin")
        .is_some_and(|origin| origin == house.origin.as_str())
    {
        true => Ok(response),
        false => {
            let mut refused = ErrorResponse::new(None);
            *refused.status_mut() = StatusCode::FORBIDDEN;
            Err(refused)
        }
    };
    // Whoever looks whether the port is open says nothing at all.
    let Ok(socket) = accept_hdr_async(stream, only_ours).await else { return };
    let (mut sink, mut source) = socket.split();
    let Some(Ok(Message::Text(hello))) = source.next().await else { return };
    let hello: Hello = match serde_json::from_str(&hello) {
        Ok(hello) => hello,
        Err(error) => {
            let told = json!({ "refused": error.to_string() }).to_string();
            let _ = sink.send(Message::text(told)).await;
            return;
        }
    };
    let (line, mut told) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Some(text) = told.recv().await {
            // A page that is gone has nothing to be told.
            let _ = sink.send(Message::text(text)).await;
        }
    });

    let application = house.application(hello).await;
    let visit = application.connect(line.clone());
    while let Some(Ok(message)) = source.next().await {
        let Message::Text(text) = message else { continue };
        let (application, line) = (Arc::clone(&application), line.clone());
        let said = serde_json::from_str(&text).expect("a call");
        // Each has its own time, as in the window.
        tokio::spawn(async move {
            let (id, answer) = match said {
                Said::Call { id, command, arguments } => {
                    (id, application.call(&command, &arguments).await)
                }
                Said::Control { id, control, argument } => {
                    (id, application.control(&control, argument).await)
                }
            };
            let _ = line.send(match answer {
                Ok(json) => format!(r#"{{"id":{id},"ok":{json}}}"#),
                Err(json) => format!(r#"{{"id":{id},"error":{json}}}"#),
            });
        });
    }
    if application.is_at(visit) && application.is_reloading() {
        tokio::time::sleep(RELOAD).await;
    }
    // The page may have come back before this line was down.
    if application.is_at(visit) {
        house.forget(&application);
        application.close().await;
    }
}
