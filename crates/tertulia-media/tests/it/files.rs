//! Files to send, made here: no binary lies in the repository.

use std::io::Cursor;

use image::{DynamicImage, ImageEncoder as _, ImageFormat, Rgb, RgbImage};

/// A picture that is red on the left and blue on the right.
pub fn red_and_blue(width: u32, height: u32) -> DynamicImage {
    RgbImage::from_fn(width, height, |x, _| if x < width / 2 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) }).into()
}

pub fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).expect("a picture of ours can be written");
    bytes.into_inner()
}

/// A JPEG that carries everything a phone puts in: where it was taken, by what, how it was held, and a comment.
pub fn jpeg_from_a_phone(image: &DynamicImage, orientation: u8) -> Vec<u8> {
    let plain = encoded(image, ImageFormat::Jpeg);
    let mut bytes = plain[..2].to_vec();
    segment(&mut bytes, 0xe1, &[b"Exif\0\0", &tiff(orientation)[..]].concat());
    segment(&mut bytes, 0xe1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>SECRETPLACE</x:xmpmeta>");
    segment(&mut bytes, 0xfe, b"SECRETPLACE, seen from the balcony");
    bytes.extend_from_slice(&plain[2..]);
    bytes
}

fn segment(bytes: &mut Vec<u8>, marker: u8, content: &[u8]) {
    let length = u16::try_from(content.len() + 2).expect("segments of ours are short");
    bytes.extend_from_slice(&[0xff, marker]);
    bytes.extend_from_slice(&length.to_be_bytes());
    bytes.extend_from_slice(content);
}

/// The TIFF part of an EXIF segment: maker, orientation and a GPS directory with a place in it.
fn tiff(orientation: u8) -> Vec<u8> {
    const MAKER: &[u8] = b"SECRETPLACE cam\0";
    const AREA: &[u8] = b"SECRETPLACE 40.4\0";
    // Header 8; directory 2 + 3 × 12 + 4; then the maker, the GPS directory 2 + 12 + 4, and the area.
    let maker_at = 8_u32 + 42;
    let gps_at = maker_at + MAKER.len() as u32;
    let area_at = gps_at + 18;
    let mut tiff = b"MM\0\x2a\0\0\0\x08".to_vec();
    tiff.extend_from_slice(&3_u16.to_be_bytes());
    entry(&mut tiff, 0x010f, 2, MAKER.len() as u32, maker_at);
    entry(&mut tiff, 0x0112, 3, 1, u32::from(orientation) << 16);
    entry(&mut tiff, 0x8825, 4, 1, gps_at);
    tiff.extend_from_slice(&[0; 4]);
    tiff.extend_from_slice(MAKER);
    tiff.extend_from_slice(&1_u16.to_be_bytes());
    entry(&mut tiff, 0x001c, 2, AREA.len() as u32, area_at);
    tiff.extend_from_slice(&[0; 4]);
    tiff.extend_from_slice(AREA);
    tiff
}

fn entry(tiff: &mut Vec<u8>, tag: u16, kind: u16, count: u32, value: u32) {
    tiff.extend_from_slice(&tag.to_be_bytes());
    tiff.extend_from_slice(&kind.to_be_bytes());
    tiff.extend_from_slice(&count.to_be_bytes());
    tiff.extend_from_slice(&value.to_be_bytes());
}

/// A JPEG whose colours are meant in the profile `icc`.
pub fn jpeg_with_profile(image: &RgbImage, icc: Vec<u8>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 95);
    encoder.set_icc_profile(icc).expect("JPEG has room for a profile");
    encoder
        .write_image(image, image.width(), image.height(), image::ExtendedColorType::Rgb8)
        .expect("a picture of ours can be written");
    bytes
}

/// A PNG of these chunks, with sums that are right.
pub fn png(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, content) in chunks {
        bytes.extend_from_slice(&u32::try_from(content.len()).expect("chunks of ours are short").to_be_bytes());
        let summed = [&name[..], content].concat();
        bytes.extend_from_slice(&summed);
        bytes.extend_from_slice(&crc32(&summed).to_be_bytes());
    }
    bytes
}

/// The header of a PNG with eight bits of grey a pixel.
pub fn png_header(width: u32, height: u32) -> Vec<u8> {
    [&width.to_be_bytes()[..], &height.to_be_bytes()[..], &[8, 0, 0, 0, 0]].concat()
}

/// All the compressed data of a PNG.
pub fn png_data(png: &[u8]) -> Vec<u8> {
    let mut data = Vec::new();
    let mut rest = &png[8..];
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        let length = u32::from_be_bytes(*length) as usize;
        if after.starts_with(b"IDAT") {
            data.extend_from_slice(&after[4..4 + length]);
        }
        rest = &after[4 + length + 4..];
    }
    data
}

fn crc32(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 };
        }
    }
    !sum
}
