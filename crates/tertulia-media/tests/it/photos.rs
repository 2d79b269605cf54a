//! What people send on a good day.

use image::{DynamicImage, GenericImageView as _, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use tertulia_core::ports::{PhotoError, Photos};
use tertulia_media::{LARGE_SIDE, MAX_INPUT, Photo, SMALL_SIDE};

use crate::files::{encoded, jpeg_from_a_phone, jpeg_with_profile, red_and_blue};
use crate::media;

fn decoded(photo: &Photo) -> (DynamicImage, DynamicImage) {
    let read = |bytes| image::load_from_memory(bytes).expect("what we keep is a picture");
    (read(&photo.large), read(&photo.small))
}

fn is_red(image: &DynamicImage, x: u32, y: u32) -> bool {
    let Rgba([red, _, blue, _]) = image.get_pixel(x, y);
    red > 150 && blue < 100
}

#[tokio::test]
async fn every_format_becomes_two_squares() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP] {
        let file = encoded(&red_and_blue(1600, 1200), format);
        let photo = media().photo(file.into()).await.unwrap_or_else(|error| panic!("{format:?}: {error}"));
        let (large, small) = decoded(&photo);
        assert_eq!(photo.mime, "image/jpeg", "{format:?}");
        assert_eq!(large.dimensions(), (LARGE_SIDE, LARGE_SIDE), "{format:?}");
        assert_eq!(small.dimensions(), (SMALL_SIDE, SMALL_SIDE), "{format:?}");
        assert!(is_red(&large, 200, 256) && !is_red(&large, 312, 256), "{format:?} was not cut from the middle");
        assert!(is_red(&small, 38, 48) && !is_red(&small, 58, 48), "{format:?}");
    }
}

#[tokio::test]
async fn a_photo_from_a_phone_is_turned_and_says_nothing_about_the_place() {
    // Held on its side: what the sensor saw on the left belongs on top.
    let file = jpeg_from_a_phone(&red_and_blue(800, 600), 6);
    assert!(contains(&file, b"SECRETPLACE") && contains(&file, b"Exif"));
    let photo = media().photo(file.into()).await.expect("a phone's photo is a picture");
    let (large, small) = decoded(&photo);
    assert!(is_red(&large, 256, 200) && !is_red(&large, 256, 312));
    assert!(is_red(&small, 48, 38) && !is_red(&small, 48, 58));
    for kept in [&photo.large, &photo.small] {
        assert!(!contains(kept, b"SECRETPLACE") && !contains(kept, b"Exif") && !contains(kept, b"xmpmeta"));
    }
}

#[tokio::test]
async fn all_eight_ways_to_hold_a_phone_are_understood() {
    // Where the red half must be: x and y of a point inside it.
    let expected = [(1, 100, 256), (2, 400, 256), (3, 400, 256), (4, 100, 256)];
    let sideways = [(5, 256, 100), (6, 256, 100), (7, 256, 400), (8, 256, 400)];
    for (orientation, x, y) in expected.into_iter().chain(sideways) {
        let photo = media().photo(jpeg_from_a_phone(&red_and_blue(600, 600), orientation).into()).await.unwrap();
        let (large, _) = decoded(&photo);
        assert!(is_red(&large, x, y), "orientation {orientation}");
        assert!(!is_red(&large, 511 - x, 511 - y), "orientation {orientation}");
    }
}

#[tokio::test]
async fn transparent_parts_stay_transparent() {
    let logo = RgbaImage::from_fn(300, 300, |x, _| if x < 150 { Rgba([0, 160, 80, 255]) } else { Rgba([0, 0, 0, 0]) });
    let photo = media().photo(encoded(&logo.into(), ImageFormat::Png).into()).await.unwrap();
    let (large, small) = decoded(&photo);
    assert_eq!(photo.mime, "image/png");
    assert_eq!(large.get_pixel(20, 150), Rgba([0, 160, 80, 255]));
    assert_eq!(large.get_pixel(280, 150).0[3], 0);
    assert_eq!(small.get_pixel(90, 48).0[3], 0);
}

#[tokio::test]
async fn an_alpha_channel_that_hides_nothing_costs_nothing() {
    let opaque = DynamicImage::from(red_and_blue(300, 300).into_rgba8());
    let photo = media().photo(encoded(&opaque, ImageFormat::Png).into()).await.unwrap();
    assert_eq!(photo.mime, "image/jpeg");
}

#[tokio::test]
async fn a_small_picture_is_not_blown_up() {
    for (width, height, large, small) in [(1, 1, 1, 1), (3, 200, 3, 3), (120, 90, 90, 90), (200, 150, 150, 96)] {
        let photo = media().photo(encoded(&red_and_blue(width, height), ImageFormat::Png).into()).await.unwrap();
        let (has_large, has_small) = decoded(&photo);
        assert_eq!((has_large.width(), has_large.height()), (large, large), "{width} × {height}");
        assert_eq!((has_small.width(), has_small.height()), (small, small), "{width} × {height}");
    }
}

#[tokio::test]
async fn sixteen_bits_and_grey_are_read_too() {
    let rgb16 = DynamicImage::from(red_and_blue(400, 400).into_rgb16());
    let grey = DynamicImage::from(red_and_blue(400, 400).into_luma8());
    let grey_alpha16 = DynamicImage::from(red_and_blue(400, 400).into_luma_alpha16());
    for image in [rgb16, grey, grey_alpha16] {
        let photo = media().photo(encoded(&image, ImageFormat::Png).into()).await.unwrap();
        assert_eq!((photo.mime, decoded(&photo).0.width()), ("image/jpeg", 400), "{:?}", image.color());
    }
}

#[tokio::test]
async fn wide_colours_are_translated_for_every_screen() {
    let green = RgbImage::from_pixel(64, 64, Rgb([60, 200, 60]));
    let profile = moxcms::ColorProfile::new_display_p3().encode().expect("a built-in profile can be written");
    let plain = media().photo(encoded(&green.clone().into(), ImageFormat::Png).into()).await.unwrap();
    let wide = media().photo(jpeg_with_profile(&green, profile).into()).await.unwrap();
    let (plain, wide) = (decoded(&plain).0.get_pixel(32, 32), decoded(&wide).0.get_pixel(32, 32));
    assert!(plain.0[0] > 55 && wide.0[0] < 30, "the same numbers mean a stronger green: {plain:?}, {wide:?}");
    assert!(wide.0[1] > 195, "{wide:?}");
}

#[tokio::test]
async fn a_profile_that_makes_no_sense_is_ignored() {
    let file = jpeg_with_profile(&red_and_blue(64, 64).into_rgb8(), vec![0x41; 3000]);
    let photo = media().photo(file.into()).await.unwrap();
    assert!(is_red(&decoded(&photo).0, 8, 32));
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[tokio::test]
async fn the_engine_gets_the_same_through_its_port() {
    let photos: std::sync::Arc<dyn Photos> = std::sync::Arc::new(media());
    let clean = photos.clean(encoded(&red_and_blue(200, 200), ImageFormat::Png).into()).await.unwrap();
    assert_eq!((clean.mime, image::load_from_memory(&clean.small).unwrap().width()), ("image/jpeg", SMALL_SIDE));
    assert_eq!(photos.clean(bytes::Bytes::from_static(b"text")).await.unwrap_err(), PhotoError::NotAPicture);
    assert_eq!(photos.clean(vec![0; MAX_INPUT + 1].into()).await.unwrap_err(), PhotoError::TooLarge);
}
