//! A panel that shows icons of programs: a StatusNotifierWatcher that reads the menu of the last icon.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use zbus::blocking::Connection;
use zbus::interface;
use zbus::zvariant::{OwnedValue, Structure, Value};

use crate::eventually::eventually;
use crate::private_bus::PrivateBus;

/// An item of a menu: its number, what it says of itself, and the items under it.
type Layout = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);

pub struct Panel {
    connection: Connection,
    icon: Arc<Mutex<Option<String>>>,
}

impl Panel {
    pub fn on(bus: &PrivateBus) -> Self {
        let (connection, icon) = (bus.peer(), Arc::default());
        let watcher = Watcher(Arc::clone(&icon));
        connection.object_server().at("/StatusNotifierWatcher", watcher).unwrap();
        connection.request_name("org.kde.StatusNotifierWatcher").unwrap();
        Self { connection, icon }
    }

    pub fn has_icon(&self) -> bool {
        self.icon.lock().unwrap().is_some()
    }

    /// What can be chosen from the menu, from top to bottom. Nothing as long as there is no icon.
    pub fn labels(&self) -> Vec<String> {
        self.items().into_iter().map(|(_, label)| label).collect()
    }

    /// Chooses the item of this label, once it is there.
    pub fn choose(&self, label: &str) {
        let mut chosen = None;
        eventually(|| {
            chosen = self.items().into_iter().find(|(_, one)| one == label).map(|(id, _)| id);
            chosen.is_some()
        });
        let event = (chosen.unwrap(), "clicked", Value::from(0), 0_u32);
        self.call("/MenuBar", "com.canonical.dbusmenu", "Event", &event);
    }

    /// Clicks the icon.
    pub fn click(&self) {
        self.call("/StatusNotifierItem", "org.kde.StatusNotifierItem", "Activate", &(0, 0));
    }

    fn items(&self) -> Vec<(i32, String)> {
        if !self.has_icon() {
            return Vec::new();
        }
        let all = (0, -1, Vec::<String>::new());
        let reply = self.call("/MenuBar", "com.canonical.dbusmenu", "GetLayout", &all);
        let (_, (_, _, items)): (u32, Layout) = reply.body().deserialize().unwrap();
        items.into_iter().filter_map(item).collect()
    }

    fn call<B>(&self, path: &str, interface: &str, method: &str, body: &B) -> zbus::Message
    where
        B: serde::Serialize + zbus::zvariant::DynamicType,
    {
        let icon = self.icon.lock().unwrap().clone().unwrap();
        self.connection.call_method(Some(&*icon), path, Some(interface), method, body).unwrap()
    }
}

/// Number and label; none of what separates others.
fn item(item: OwnedValue) -> Option<(i32, String)> {
    let [id, properties, _]: [Value<'_>; 3] =
        Structure::try_from(Value::from(item)).unwrap().into_fields().try_into().unwrap();
    let mut properties = HashMap::<String, OwnedValue>::try_from(properties).unwrap();
    let label = String::try_from(properties.remove("label")?).unwrap();
    Some((i32::try_from(id).unwrap(), label))
}

struct Watcher(Arc<Mutex<Option<String>>>);

#[interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    fn register_status_notifier_item(&self, service: String) {
        *self.0.lock().unwrap() = Some(service);
    }

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }
}
