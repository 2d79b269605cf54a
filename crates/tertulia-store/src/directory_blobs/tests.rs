use super::*;
use uuid::Uuid;

fn id(n: u128) -> BlobId {
    BlobId(Uuid::from_u128(n))
}

#[tokio::test]
async fn bytes_are_kept_replaced_and_removed() {
    let root = tempfile::tempdir().unwrap();
    let blobs = DirectoryBlobs::open(&root.path().join("blobs")).unwrap();
    assert_eq!(blobs.get(id(1), "large").await.unwrap(), None);
    blobs.put(id(1), "large", Bytes::from_static(b"one")).await.unwrap();
    blobs.put(id(1), "small", Bytes::from_static(b"two")).await.unwrap();
    blobs.put(id(1), "large", Bytes::from_static(b"three")).await.unwrap();
    assert_eq!(blobs.get(id(1), "large").await.unwrap(), Some(Bytes::from_static(b"three")));
    assert_eq!(blobs.get(id(1), "small").await.unwrap(), Some(Bytes::from_static(b"two")));
    assert_eq!(blobs.get(id(2), "large").await.unwrap(), None);

    let again = DirectoryBlobs::open(&root.path().join("blobs")).unwrap();
    again.remove(id(1)).await.unwrap();
    again.remove(id(1)).await.unwrap();
    assert_eq!(blobs.get(id(1), "small").await.unwrap(), None);
}

#[tokio::test]
async fn nothing_half_written_is_left() {
    let root = tempfile::tempdir().unwrap();
    let blobs = DirectoryBlobs::open(root.path()).unwrap();
    let writes = (0..20u8).map(|n| blobs.put(id(1), "large", Bytes::from(vec![n; 4_096])));
    for written in futures_util::future::join_all(writes).await {
        written.unwrap();
    }
    let files: Vec<_> = fs::read_dir(blobs.directory(id(1))).unwrap().map(|f| f.unwrap().file_name()).collect();
    assert_eq!(files, ["large"]);
    let bytes = blobs.get(id(1), "large").await.unwrap().unwrap();
    assert!(bytes.len() == 4_096 && bytes.iter().all(|b| *b == bytes[0]), "one whole writing");
}

#[tokio::test]
async fn a_part_cannot_lead_out_of_the_directory() {
    let root = tempfile::tempdir().unwrap();
    let blobs = DirectoryBlobs::open(root.path()).unwrap();
    for part in ["", "..", "../large", "a/b", "Large", "large.new", "\0", &"a".repeat(33)] {
        assert!(matches!(blobs.put(id(1), part, Bytes::new()).await, Err(Error::Internal(_))), "{part:?}");
        assert!(matches!(blobs.get(id(1), part).await, Err(Error::Internal(_))), "{part:?}");
    }
    assert_eq!(fs::read_dir(root.path()).unwrap().count(), 0);
}
