//! What people send on a bad day: every file gets a clear answer, and the next one is served as if nothing happened.

use image::{DynamicImage, ImageFormat};
use tertulia_media::{MAX_INPUT, MediaError};

use crate::files::{encoded, jpeg_from_a_phone, png, png_data, png_header, red_and_blue};
use crate::media;

#[tokio::test]
async fn what_is_no_picture_is_called_so() {
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
    let page = b"<!doctype html><script>alert(1)</script>";
    let bitmap = [&b"BM"[..], &[0; 200]].concat();
    for file in
        [&b""[..], b"\0", b"hello", svg, page, &bitmap, b"%PDF-1.7", b"\xff\xd8\xff", b"GIF89a", b"\x89PNG\r\n\x1a\n"]
    {
        let answer = media().photo(bytes::Bytes::copy_from_slice(file)).await;
        assert_eq!(answer, Err(MediaError::NotAPicture), "{:?}", String::from_utf8_lossy(file));
    }
}

#[tokio::test]
async fn a_file_above_the_limit_is_refused_before_anything_runs() {
    let answer = media().photo(vec![0; MAX_INPUT + 1].into()).await;
    assert_eq!(answer, Err(MediaError::TooLarge));
    let answer = media().photo(vec![0; MAX_INPUT].into()).await;
    assert_eq!(answer, Err(MediaError::NotAPicture), "the limit itself is still looked at");
}

#[tokio::test]
async fn a_header_that_claims_a_gigantic_picture_is_refused_at_once() {
    let data = png_data(&encoded(&red_and_blue(1, 1).into_luma8().into(), ImageFormat::Png));
    let claims = [(60_000, 60_000), (50 * 1024 * 1024 + 1, 1), (1, 50 * 1024 * 1024 + 1), (0x7fff_ffff, 0x7fff_ffff)];
    for (width, height) in claims {
        let bomb = png(&[(b"IHDR", &png_header(width, height)), (b"IDAT", &data), (b"IEND", &[])]);
        assert_eq!(media().photo(bomb.into()).await, Err(MediaError::TooManyPixels), "{width} × {height}");
    }
    // A canvas of 65535 × 65535, and a frame with one pixel in it.
    let mut gif = encoded(&red_and_blue(1, 1), ImageFormat::Gif);
    gif[6..10].fill(0xff);
    assert_eq!(media().photo(gif.into()).await, Err(MediaError::TooManyPixels));
    // A lossy WebP whose header says 16383 × 16383.
    let mut webp = b"RIFF\x20\0\0\0WEBPVP8 \x14\0\0\0\x10\0\0\x9d\x01\x2a".to_vec();
    webp.extend_from_slice(&[0xff, 0x3f, 0xff, 0x3f]);
    webp.extend_from_slice(&[0; 10]);
    assert_eq!(media().photo(webp.into()).await, Err(MediaError::TooManyPixels));
}

#[tokio::test]
async fn a_small_file_that_unpacks_to_the_largest_picture_fits_in_the_worker() {
    // 49 million pixels with alpha: 196 MB of pixels from less than a megabyte.
    let file = encoded(&DynamicImage::new_rgba8(7000, 7000), ImageFormat::Png);
    assert!(file.len() < 1024 * 1024, "{} bytes", file.len());
    let photo = media().photo(file.into()).await.expect("the largest picture is within the limits");
    assert_eq!(photo.mime, "image/png");
}

#[tokio::test]
async fn as_many_pixels_of_twice_the_depth_are_too_many() {
    let depth_16_rgba = [&7000_u32.to_be_bytes()[..], &7000_u32.to_be_bytes()[..], &[16, 6, 0, 0, 0]].concat();
    let data = png_data(&encoded(&red_and_blue(1, 1), ImageFormat::Png));
    let bomb = png(&[(b"IHDR", &depth_16_rgba), (b"IDAT", &data), (b"IEND", &[])]);
    assert_eq!(media().photo(bomb.into()).await, Err(MediaError::TooManyPixels));
}

#[tokio::test]
async fn metadata_that_unpacks_to_hundreds_of_megabytes_is_not_kept() {
    let zeros = png_data(&encoded(&DynamicImage::new_luma8(20_000, 20_000), ImageFormat::Png));
    let pixel = png_data(&encoded(&DynamicImage::new_luma8(1, 1), ImageFormat::Png));
    for (name, start) in [(b"iCCP", &b"x\0\0"[..]), (b"zTXt", b"x\0\0"), (b"iTXt", b"x\0\x01\0\0\0")] {
        let chunk = [start, &zeros].concat();
        let bomb = png(&[(b"IHDR", &png_header(1, 1)), (name, &chunk), (b"IDAT", &pixel), (b"IEND", &[])]);
        let answer = media().photo(bomb.into()).await;
        let calm = matches!(answer, Ok(_) | Err(MediaError::NotAPicture | MediaError::TooManyPixels));
        assert!(calm, "{:?}: {answer:?}", String::from_utf8_lossy(name));
    }
}

#[tokio::test]
async fn files_cut_off_anywhere_are_answered() {
    for (name, file) in samples() {
        for tenth in 0..10 {
            let part = file[..file.len() * tenth / 10].to_vec();
            assert_calm(&format!("{name}, {tenth} tenths"), part).await;
        }
        let mut noisy_end = file.clone();
        noisy_end.extend_from_slice(&[0x5a; 4096]);
        assert_calm(&format!("{name} with noise at its end"), noisy_end).await;
    }
}

#[tokio::test]
async fn damaged_files_are_answered() {
    let mut random = Random(0x7e57_0001);
    for (name, file) in samples() {
        for round in 0..40 {
            let mut damaged = file.clone();
            // Most decoders live in the first few hundred bytes.
            let reach = if round % 2 == 0 { damaged.len() } else { damaged.len().min(300) };
            for _ in 0..=random.below(8) {
                let at = random.below(reach);
                damaged[at] = random.byte();
            }
            assert_calm(&format!("{name}, round {round}"), damaged).await;
        }
    }
}

#[tokio::test]
async fn noise_behind_a_good_signature_is_answered() {
    let mut random = Random(0x7e57_0002);
    let signatures: [&[u8]; 6] = [
        b"\xff\xd8\xff\xe0",
        b"\x89PNG\r\n\x1a\n",
        b"GIF89a",
        b"RIFF\0\x10\0\0WEBPVP8 ",
        b"RIFF\0\x10\0\0WEBPVP8L",
        b"RIFF\0\x10\0\0WEBPVP8X",
    ];
    for round in 0..20 {
        for signature in signatures {
            let noise: Vec<u8> = (0..random.below(5000)).map(|_| random.byte()).collect();
            assert_calm(&format!("{signature:?}, round {round}"), [signature, &noise].concat()).await;
        }
    }
}

/// One file of each kind, small enough to be damaged hundreds of times.
fn samples() -> Vec<(&'static str, Vec<u8>)> {
    let image = red_and_blue(90, 60);
    vec![
        ("jpeg", jpeg_from_a_phone(&image, 6)),
        ("png", encoded(&image, ImageFormat::Png)),
        ("gif", encoded(&image, ImageFormat::Gif)),
        ("webp", encoded(&image, ImageFormat::WebP)),
    ]
}

/// A damaged file is a photo or refused; a decoder that fails on it would show as `Crashed` or `Timeout`.
async fn assert_calm(what: &str, file: Vec<u8>) {
    let answer = media().photo(file.clone().into()).await;
    let calm = matches!(answer, Ok(_) | Err(MediaError::NotAPicture | MediaError::TooManyPixels));
    assert!(calm, "{what}: {answer:?} for {file:02x?}");
}

/// Numbers that look random and are the same in every run (splitmix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn byte(&mut self) -> u8 {
        (self.next() >> 56) as u8
    }
}
