//! Migrations are embedded in the library: a new one has to compile it again.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
