//! Who is connected, and handing out what is durable.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use bytes::Bytes;

use super::log::Record;
use crate::outlet::Outlet;

/// The connections of each group.
#[derive(Default)]
pub struct Peers {
    groups: RefCell<HashMap<u32, Vec<Rc<Outlet>>>>,
}

/// A place in a group, given up when dropped.
pub struct Seat {
    peers: Rc<Peers>,
    group: u32,
    outlet: Rc<Outlet>,
}

impl Peers {
    pub fn seat(self: &Rc<Self>, group: u32, outlet: Rc<Outlet>) -> Seat {
        self.groups.borrow_mut().entry(group).or_default().push(outlet.clone());
        Seat { peers: self.clone(), group, outlet }
    }

    /// Hands each text to every connection of its group, in the order of the log.
    pub fn deliver(&self, batch: Vec<Record>) {
        let mut texts: HashMap<u32, Vec<Bytes>> = HashMap::new();
        for record in batch {
            texts.entry(record.group).or_default().push(record.frame);
        }
        let groups = self.groups.borrow();
        for (group, frames) in texts {
            for outlet in groups.get(&group).into_iter().flatten() {
                if let Err(error) = outlet.send(frames.iter().cloned()) {
                    eprintln!("a delivery failed: {error}");
                }
            }
        }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        if let Some(outlets) = self.peers.groups.borrow_mut().get_mut(&self.group) {
            outlets.retain(|outlet| !Rc::ptr_eq(outlet, &self.outlet));
        }
    }
}
