// Cuts a square out of a picture in the browser, so that no more than what is shown leaves the device.

/** A rectangle in pixels of the original. */
export interface CropArea {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** JPEG quality: invisible at avatar sizes, about 60 kB at 512 px. */
const QUALITY = 0.88;

/** The `area` of `file`, scaled to `side` × `side` pixels, as a JPEG without metadata. */
export async function cropped(file: Blob, area: CropArea, side: number): Promise<Blob> {
  const picture = await createImageBitmap(file);
  try {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = side;
    const context = canvas.getContext('2d');
    if (!context) throw new Error('This browser gave no drawing surface.');
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, area.x, area.y, area.width, area.height, 0, 0, side, side);
    return await new Promise<Blob>((resolve, reject) => {
      const done = (blob: Blob | null) =>
        blob ? resolve(blob) : reject(new Error('The picture could not be saved.'));
      canvas.toBlob(done, 'image/jpeg', QUALITY);
    });
  } finally {
    picture.close();
  }
}
