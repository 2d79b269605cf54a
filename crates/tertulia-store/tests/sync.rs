//! How often the disk is synced, as the kernel sees it.

mod process;

mod extended {
    use std::process::Command;

    use futures_util::future::join_all;

    use super::process::{Circle, as_child, child_store, open, this_program};

    /// Names of files that do not exist; looking for them marks a place in the trace.
    const BEGIN: &str = "tertulia-test-begins";
    const END: &str = "tertulia-test-ends";

    #[tokio::test]
    async fn many_groups_that_wait_cost_one_sync() {
        if let Some(place) = child_store() {
            let store = open(&place).await;
            let mut circles = Vec::new();
            for n in 0..60 {
                circles.push(Circle::begin(&store, n).await);
            }
            assert!(!std::path::Path::new(BEGIN).exists());
            join_all(circles.iter_mut().map(Circle::post)).await;
            assert!(!std::path::Path::new(END).exists());
            return;
        }
        let directory = tempfile::tempdir().expect("a temporary directory");
        let trace = directory.path().join("trace");
        let mut strace = Command::new("strace");
        strace.args(["-f", "-e", "trace=fsync,fdatasync,statx,stat,newfstatat", "-o"]).arg(&trace).arg(this_program());
        let path = directory.path().join("tertulia.db");
        let mut command =
            as_child(strace, "extended::many_groups_that_wait_cost_one_sync", &path.display().to_string());
        let child = command.output().expect("strace is installed");
        assert!(child.status.success(), "{}", String::from_utf8_lossy(&child.stdout));
        let trace = std::fs::read_to_string(&trace).expect("a trace");
        let posting = trace.split(BEGIN).nth(1).and_then(|rest| rest.split(END).next()).expect("both marks");
        let syncs: Vec<&str> =
            posting.lines().filter(|line| line.contains("sync(") && !line.contains("resumed")).collect();
        assert_eq!(syncs.len(), 1, "{syncs:#?}");
    }
}
