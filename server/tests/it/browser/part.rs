//! A part of a page, the way a person uses it: found by role and name in the accessibility tree, clicked with the mouse
//! where it is, and read by the text that is painted.

use std::{collections::BTreeMap, time::Instant};

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use super::chromium::{Chromium, PATIENCE, pause};

/// A part of the page, found anew each time it is looked at: by role and accessible name, part within part.
#[derive(Clone)]
pub struct Part<'a> {
    chromium: &'a Chromium,
    path: Vec<(String, String)>,
}

impl<'a> Part<'a> {
    /// The whole page.
    pub const fn of(chromium: &'a Chromium) -> Self {
        Self { chromium, path: Vec::new() }
    }

    /// The part inside this one with this role and exactly this name, or one that begins so and goes on where `…` is.
    pub fn part(&self, role: &str, name: &str) -> Part<'a> {
        let mut path = self.path.clone();
        path.push((role.to_owned(), name.to_owned()));
        Part { chromium: self.chromium, path }
    }

    /// Waits until it is there.
    pub async fn wait(&self) {
        self.node().await;
    }

    /// Whether it is there at this moment.
    pub async fn is_there(&self) -> bool {
        self.find().await.is_some()
    }

    /// Clicks it with the mouse, in its middle.
    pub async fn click(&self) {
        let deadline = Instant::now() + PATIENCE;
        while self.try_click().await.is_err() {
            assert!(Instant::now() < deadline, "cannot be clicked: {self}");
            pause().await;
        }
    }

    async fn try_click(&self) -> WebDriverResult<()> {
        let node = json!({ "backendNodeId": self.node().await });
        self.chromium.try_ask("DOM.scrollIntoViewIfNeeded", node.clone()).await?;
        let mut model = self.chromium.try_ask("DOM.getBoxModel", node.clone()).await?;
        // A page that still settles would be missed: two looks in a row have to agree.
        loop {
            pause().await;
            let again = self.chromium.try_ask("DOM.getBoxModel", node.clone()).await?;
            if again == model {
                break;
            }
            model = again;
        }
        let quad: Vec<f64> = model["model"]["content"].as_array().unwrap().iter().filter_map(Value::as_f64).collect();
        let (x, y) = (f64::midpoint(quad[0], quad[4]), f64::midpoint(quad[1], quad[5]));
        for kind in ["mouseMoved", "mousePressed", "mouseReleased"] {
            let count = u8::from(kind != "mouseMoved");
            let press = json!({ "type": kind, "x": x, "y": y, "button": "left", "clickCount": count });
            self.chromium.try_ask("Input.dispatchMouseEvent", press).await?;
        }
        Ok(())
    }

    /// Clicks it and types.
    pub async fn type_text(&self, text: &str) {
        self.click().await;
        self.chromium.ask("Input.insertText", json!({ "text": text })).await;
    }

    /// Chooses the option of this name in a list to choose from; what stands behind a comma is no part of the name.
    pub async fn choose(&self, option: &str) {
        let choose = format!(
            "function () {{
                const option = [...this.options].find(option => option.text.split(',')[0] === {});
                if (!option) return false;
                this.value = option.value;
                this.dispatchEvent(new Event('change', {{ bubbles: true }}));
                return true;
            }}",
            json!(option)
        );
        let deadline = Instant::now() + PATIENCE;
        while self.call(&choose).await != Some(json!(true)) {
            assert!(Instant::now() < deadline, "no {option} to choose in {self}");
            pause().await;
        }
    }

    /// The text painted in it now.
    pub async fn text(&self) -> String {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(text) = self.try_text().await {
                return text;
            }
            assert!(Instant::now() < deadline, "not there: {self}");
            pause().await;
        }
    }

    /// The same, but `None` if it is not there at this moment.
    pub async fn try_text(&self) -> Option<String> {
        let text = self.call("function () { return this.innerText ?? this.textContent }").await?;
        text.as_str().map(str::to_owned)
    }

    /// The texts of several parts inside this one, each by role and name, at one moment and in as few requests as that
    /// takes; `None` for one that is not there.
    pub async fn try_texts(&self, parts: &[(&str, &str)]) -> Vec<Option<String>> {
        self.find_texts(parts).await.unwrap_or_else(|| vec![None; parts.len()])
    }

    async fn find_texts(&self, parts: &[(&str, &str)]) -> Option<Vec<Option<String>>> {
        let within = self.body().await?;
        let mut roles: BTreeMap<&str, Value> = BTreeMap::new();
        for (role, _) in parts {
            if !roles.contains_key(role) {
                let query = json!({ "objectId": within, "role": role });
                roles.insert(role, self.chromium.try_ask("Accessibility.queryAXTree", query).await.ok()?);
            }
        }
        let mut objects = Vec::new();
        for (role, name) in parts {
            let nodes = roles[role]["nodes"].as_array()?;
            let is_it = |node: &&Value| node["ignored"] == false && node["name"]["value"] == *name;
            let Some(node) = nodes.iter().find(is_it) else {
                objects.push(json!({ "value": null }));
                continue;
            };
            let node = json!({ "backendNodeId": node["backendDOMNodeId"] });
            let object = self.chromium.try_ask("DOM.resolveNode", node).await.ok()?;
            objects.push(json!({ "objectId": object["object"]["objectId"] }));
        }
        let call = json!({
            "objectId": within,
            "functionDeclaration": "function (...parts) { return parts.map(part => part && part.innerText) }",
            "arguments": objects,
            "returnByValue": true,
        });
        let answer = self.chromium.try_ask("Runtime.callFunctionOn", call).await.ok()?;
        let texts = answer["result"]["value"].as_array()?;
        Some(texts.iter().map(|text| text.as_str().map(str::to_owned)).collect())
    }

    /// Calls a JavaScript function with the element as its `this`, and gives what it returns; `None` if it is not there.
    pub async fn call(&self, function: &str) -> Option<Value> {
        let node = self.find().await?;
        let object = self.chromium.try_ask("DOM.resolveNode", json!({ "backendNodeId": node })).await.ok()?;
        let call = json!({
            "objectId": object["object"]["objectId"],
            "functionDeclaration": function,
            "returnByValue": true,
        });
        let mut answer = self.chromium.try_ask("Runtime.callFunctionOn", call).await.ok()?;
        Some(answer["result"]["value"].take())
    }

    /// Waits until its text has all these pieces.
    pub async fn says(&self, pieces: &[&str]) {
        self.wait_text(&format!("says {pieces:?}"), |text| pieces.iter().all(|piece| text.contains(piece))).await;
    }

    /// Waits until its text has none of these pieces.
    pub async fn says_not(&self, pieces: &[&str]) {
        self.wait_text(&format!("says none of {pieces:?}"), |text| !pieces.iter().any(|piece| text.contains(piece)))
            .await;
    }

    async fn wait_text(&self, wanted: &str, holds: impl Fn(&str) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let text = self.text().await;
            if holds(&text) {
                return;
            }
            assert!(Instant::now() < deadline, "waited in vain until {self} {wanted}; it says:\n{text}");
            pause().await;
        }
    }

    /// Waits until a property of the accessibility tree has a value: `checked`, `disabled`, `selected`, ….
    pub async fn is(&self, property: &str, value: &str) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let found = self.property(property).await;
            if found.as_deref() == Some(value) {
                return;
            }
            assert!(Instant::now() < deadline, "{self}: {property} is {found:?}, not {value}");
            pause().await;
        }
    }

    async fn property(&self, property: &str) -> Option<String> {
        let node = self.find_node().await?;
        let properties = node["properties"].as_array()?;
        let Some(found) = properties.iter().find(|candidate| candidate["name"] == property) else {
            // What can be used is not called so.
            return (property == "disabled").then(|| "false".to_owned());
        };
        let value = &found["value"]["value"];
        Some(value.as_str().map_or_else(|| value.to_string(), str::to_owned))
    }

    async fn node(&self) -> u64 {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(node) = self.find().await {
                return node;
            }
            assert!(Instant::now() < deadline, "not there: {self}");
            pause().await;
        }
    }

    async fn find(&self) -> Option<u64> {
        if self.path.is_empty() {
            let body = json!({ "objectId": self.body().await? });
            return self.chromium.try_ask("DOM.describeNode", body).await.ok()?["node"]["backendNodeId"].as_u64();
        }
        self.find_node().await?["backendDOMNodeId"].as_u64()
    }

    async fn find_node(&self) -> Option<Value> {
        let mut within = json!({ "objectId": self.body().await? });
        let mut found = None;
        for (role, name) in &self.path {
            let mut query = within;
            query["role"] = json!(role);
            let start = name.strip_suffix('…');
            if start.is_none() {
                query["accessibleName"] = json!(name);
            }
            let answer = self.chromium.try_ask("Accessibility.queryAXTree", query).await.ok()?;
            let nodes = answer["nodes"].as_array()?;
            let node = nodes.iter().find(|node| node["ignored"] == false && begins(node, start))?.clone();
            within = json!({ "backendNodeId": node["backendDOMNodeId"].as_u64()? });
            found = Some(node);
        }
        found
    }

    async fn body(&self) -> Option<Value> {
        let body = json!({ "expression": "document.body" });
        let mut object = self.chromium.try_ask("Runtime.evaluate", body).await.ok()?;
        Some(object["result"]["objectId"].take()).filter(Value::is_string)
    }
}

/// Whether the name of a node begins like this, if that is asked for.
fn begins(node: &Value, start: Option<&str>) -> bool {
    start.is_none_or(|start| node["name"]["value"].as_str().is_some_and(|name| name.starts_with(start)))
}

impl std::fmt::Display for Part<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let path: Vec<String> = self.path.iter().map(|(role, name)| format!("{role} “{name}”")).collect();
        f.write_str(if path.is_empty() { "the page" } else { "" })?;
        f.write_str(&path.join(" › "))
    }
}
