//! People, as the API sees them: a cookie, and what they ask for.

use http::{Method, StatusCode};
use reqwest::Client;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::Live;
use crate::server::PASSWORD;

/// Somebody at an instance.
#[derive(Clone)]
pub struct Person {
    client: Client,
    url: String,
    cookie: Option<String>,
    token: Option<String>,
    /// Their profile's id; empty for nobody.
    pub id: String,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub body: Value,
}

impl Answer {
    /// The body of a request that has to succeed.
    ///
    /// # Panics
    /// Where it did not.
    pub fn ok(self) -> Value {
        assert!(self.status.is_success(), "{}: {}", self.status, self.body);
        self.body
    }

    /// The slug of the problem of a request that has to fail.
    ///
    /// # Panics
    /// Where it did not.
    pub fn problem(&self) -> &str {
        assert!(!self.status.is_success(), "{}: {}", self.status, self.body);
        self.body["type"].as_str().expect("a problem").trim_start_matches("/problems/")
    }
}

impl Person {
    /// Somebody who is nobody yet.
    pub fn nobody(url: &str) -> Person {
        // A second installation changes nothing: whoever was first installed the same.
        let _first = rustls::crypto::ring::default_provider().install_default();
        Person { client: Client::new(), url: url.to_owned(), cookie: None, token: None, id: String::new() }
    }

    /// Signs in, signs up or comes as a guest, and keeps the cookie.
    pub async fn come_in(&mut self, path: &str, form: Value) {
        let response = self.client.post(self.address(path)).json(&form).send().await.expect("an answer");
        let cookie = response.headers().get(http::header::SET_COOKIE).map(|c| c.to_str().expect("text").to_owned());
        let status = response.status();
        let me: Value = response.json().await.expect("JSON");
        assert!(status.is_success(), "{status}: {me}");
        self.cookie = cookie.and_then(|c| c.split(';').next().map(str::to_owned));
        self.id = me["profile"]["id"].as_str().expect("a profile").to_owned();
    }

    /// Sends a token along, as a script does.
    pub fn bear(&mut self, token: &str) {
        self.token = Some(token.to_owned());
    }

    /// The secret in the session's cookie.
    ///
    /// # Panics
    /// Where nobody has signed in.
    pub fn cookie(&self) -> &str {
        let pair = self.cookie.as_deref().expect("signed in");
        pair.split_once('=').map_or(pair, |(_, secret)| secret)
    }

    /// Goes on at another address, as where a server came back on another port. The cookie goes along.
    pub fn move_to(&mut self, url: &str) {
        self.url = url.to_owned();
    }

    /// A guest called `name` in a group, by its link.
    pub async fn bring_guest(&self, group: &str, name: &str) -> Person {
        let secret = self.invite_secret(group).await;
        let mut guest = Person::nobody(&self.url);
        guest.come_in("/guests", json!({ "name": name, "invite_secret": secret })).await;
        guest.post("/invites/redeem", json!({ "secret": secret })).await.ok();
        guest
    }

    /// The secret of the group's plain link.
    pub async fn invite_secret(&self, group: &str) -> String {
        let invites = self.get(&format!("/groups/{group}/invites")).await.ok();
        let link = invites[0]["link"].as_str().expect("a link");
        link.split_once("/join#").expect("a secret").1.to_owned()
    }

    /// A password for a guest, so that signing in again is possible.
    pub async fn set_password(&self) {
        self.send(Method::PUT, "/me/password", Some(json!({ "new": PASSWORD }))).await.ok();
    }

    /// A group made by this person; its id.
    pub async fn create_group(&self, name: &str) -> String {
        let id = Uuid::now_v7().to_string();
        self.post("/groups", json!({ "id": id, "name": name })).await.ok();
        id
    }

    /// Writes into a group; the id of the message.
    pub async fn write(&self, group: &str, text: &str) -> String {
        self.say(group, json!({ "text": text, "mentions": [] }), None).await
    }

    /// Writes a body, perhaps in reply.
    pub async fn say(&self, group: &str, body: Value, reply_to: Option<&str>) -> String {
        let id = Uuid::now_v7().to_string();
        let message = json!({ "id": id, "body": body, "reply_to": reply_to });
        self.post(&format!("/groups/{group}/messages"), message).await.ok();
        id
    }

    /// The newest messages of a group, oldest first.
    pub async fn thread(&self, group: &str) -> Vec<Value> {
        let page = self.get(&format!("/groups/{group}/messages?limit=200")).await.ok();
        page["messages"].as_array().expect("messages").clone()
    }

    /// Opens a live socket and waits until nothing is missing.
    pub async fn live(&self) -> Live {
        self.live_from(json!([])).await
    }

    /// The same, from where the client stands.
    pub async fn live_from(&self, positions: Value) -> Live {
        Live::open(&self.url, self.cookie.as_deref(), positions).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(Method::POST, path, Some(body)).await
    }

    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        self.send(Method::PATCH, path, Some(body)).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path, None).await
    }

    /// Any request; `path` below `/api/v1`.
    pub async fn send(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        self.try_send(method, path, body).await.expect("an answer")
    }

    /// The same, where the server may be gone.
    ///
    /// # Errors
    /// Where no answer came.
    pub async fn try_send(&self, method: Method, path: &str, body: Option<Value>) -> Result<Answer, reqwest::Error> {
        let mut request = self.client.request(method, self.address(path));
        if let Some(cookie) = &self.cookie {
            request = request.header(http::header::COOKIE, cookie);
        }
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        let response = request.send().await?;
        let status = response.status();
        let bytes = response.bytes().await?;
        let body = if bytes.is_empty() { Value::Null } else { serde_json::from_slice(&bytes).expect("JSON") };
        Ok(Answer { status, body })
    }

    fn address(&self, path: &str) -> String {
        format!("{}/api/v1{path}", self.url)
    }
}
