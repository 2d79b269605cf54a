//! From a file somebody sent to the two squares that are kept. Runs in the worker only.

use std::io::Cursor;

use bytes::Bytes;
use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader};

use crate::colour;

/// The largest file that is looked at, in bytes.
pub const MAX_INPUT: usize = 10 * 1024 * 1024;
/// The most pixels a picture may have. A little above 50 million, so that what phones sell as 50 megapixels passes.
pub const MAX_PIXELS: u64 = 50 * 1024 * 1024;
/// The longest side of the large square, in pixels.
pub const LARGE_SIDE: u32 = 512;
/// The longest side of the small square, in pixels.
pub const SMALL_SIDE: u32 = 96;

/// What a decoder may take for pixels, in bytes: enough for [`MAX_PIXELS`] of four bytes, not for those of eight.
const MAX_DECODED: u64 = MAX_PIXELS * 4;
const JPEG_QUALITY: u8 = 86;

/// A photo ready to be kept: squares cut from the middle, upright, in sRGB, without any metadata.
///
/// JPEG, or PNG where the picture has transparent parts. A picture smaller than a square is never enlarged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    /// At most [`LARGE_SIDE`] pixels a side.
    pub large: Bytes,
    /// At most [`SMALL_SIDE`] pixels a side.
    pub small: Bytes,
    /// The media type of both: `image/jpeg` or `image/png`.
    pub mime: &'static str,
}

/// Why the worker made no photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Not a JPEG, PNG, GIF or WebP, or a damaged one.
    NotAPicture,
    /// More pixels than we decode.
    TooManyPixels,
}

impl From<ImageError> for Refusal {
    fn from(error: ImageError) -> Self {
        match error {
            ImageError::Limits(_) => Self::TooManyPixels,
            _ => Self::NotAPicture,
        }
    }
}

/// Makes the photo of `file`. Of an animation the first frame is taken.
pub(crate) fn make(file: &[u8]) -> Result<Photo, Refusal> {
    let Decoded { image, orientation, profile } = decode(file)?;
    let side = image.width().min(image.height()).min(LARGE_SIDE);
    let mut large = square(&image, side)?;
    drop(image);
    // Turned after it was cut: the middle stays the middle, and the large picture need not be copied.
    large.apply_orientation(orientation);
    let mut large = eight_bits(large);
    if let Some(profile) = profile {
        colour::to_srgb(&mut large, &profile);
    }
    let small = square(&large, side.min(SMALL_SIDE))?;
    let (format, mime) =
        if large.color().has_alpha() { (ImageFormat::Png, "image/png") } else { (ImageFormat::Jpeg, "image/jpeg") };
    Ok(Photo { large: encode(&large, format)?, small: encode(&small, format)?, mime })
}

struct Decoded {
    image: DynamicImage,
    orientation: Orientation,
    profile: Option<Vec<u8>>,
}

fn decode(file: &[u8]) -> Result<Decoded, Refusal> {
    // By content: the name and the type that came along are claims of the sender.
    let mut reader = ImageReader::new(Cursor::new(file)).with_guessed_format().map_err(|_| Refusal::NotAPicture)?;
    match reader.format() {
        Some(ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::Gif | ImageFormat::WebP) => {}
        _ => return Err(Refusal::NotAPicture),
    }
    let mut limits = image::Limits::default();
    limits.max_alloc = Some(MAX_DECODED);
    reader.limits(limits.clone());
    let mut decoder = reader.into_decoder()?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(Refusal::TooManyPixels);
    }
    // The pixels themselves count against the limit, which the decoder does not know of.
    limits.reserve(decoder.total_bytes())?;
    // Metadata that cannot be read says nothing: the pixels are still a picture.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().unwrap_or(None);
    let image = DynamicImage::from_decoder(decoder)?;
    Ok(Decoded { image, orientation, profile })
}

/// The middle of `image` as a square of `side` pixels.
fn square(image: &DynamicImage, side: u32) -> Result<DynamicImage, Refusal> {
    let mut target = DynamicImage::new(side, side, image.color());
    let options = ResizeOptions::new()
        .fit_into_destination(Some((0.5, 0.5)))
        .resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    Resizer::new().resize(image, &mut target, &options).map_err(|_| Refusal::NotAPicture)?;
    Ok(target)
}

/// Eight bits a channel, in colour, with an alpha channel only where something is transparent.
fn eight_bits(image: DynamicImage) -> DynamicImage {
    if image.color().has_alpha() {
        let rgba = image.into_rgba8();
        if rgba.pixels().any(|pixel| pixel.0[3] != u8::MAX) {
            return DynamicImage::ImageRgba8(rgba);
        }
        return DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(rgba).into_rgb8());
    }
    DynamicImage::ImageRgb8(image.into_rgb8())
}

fn encode(image: &DynamicImage, format: ImageFormat) -> Result<Bytes, Refusal> {
    let mut bytes = Vec::new();
    match format {
        ImageFormat::Png => image.write_with_encoder(PngEncoder::new(&mut bytes)),
        _ => image.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY)),
    }?;
    Ok(bytes.into())
}
