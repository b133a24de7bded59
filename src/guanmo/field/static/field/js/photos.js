/* Photos of a draft: made small and upright, without the data of the camera, and kept apart from the sheet. */
import { digestOf } from "./digest.js";
import { phone } from "./phone.js";

const LONGEST_SIDE = 1600;
const QUALITY = 0.8;

export const MOST = 6;

async function bitmapOf(file) {
  try {
    return await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch (error) {
    return byElement(file); // a browser that knows no such option: an <img> is upright by itself
  }
}

function byElement(file) {
  const url = URL.createObjectURL(file);
  const image = new Image();
  return new Promise((resolve, reject) => {
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error("not an image"));
    image.src = url;
  }).finally(() => URL.revokeObjectURL(url));
}

/* JPEG bytes of at most 1600 pixels a side; drawing leaves EXIF and place behind. Rejects when it is no image. */
export async function shrink(file) {
  const image = await bitmapOf(file);
  const scale = Math.min(1, LONGEST_SIDE / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(image.width * scale));
  canvas.height = Math.max(1, Math.round(image.height * scale));
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  if (image.close) image.close();
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  canvas.width = 0; // old phones have little memory for canvases
  if (!blob) throw new Error("not an image");
  return new Response(blob).arrayBuffer();
}

/* Keep one photo of a sheet; resolves with its SHA-256 when it is on the disk. */
export async function keepPhoto(sheet, file) {
  const bytes = await shrink(file);
  const sha = await digestOf(bytes);
  await phone.store.write(["photos"], (tx) => tx.put("photos", bytes, [sheet, sha]));
  return sha;
}

export function dropPhoto(sheet, sha) {
  return phone.store.write(["photos"], (tx) => tx.remove("photos", [sheet, sha]));
}

/* The bytes, or undefined when this phone no longer holds them. */
export function photoOf(sheet, sha) {
  return phone.store.read(["photos"], (tx) => tx.get("photos", [sheet, sha]));
}

/* A correction goes on from the photos of what it corrects. */
export async function copyPhotos(from, to) {
  await phone.store.write(["photos"], async (tx) => {
    for (const [, sha] of await tx.keys("photos", [from])) await tx.put("photos", await tx.get("photos", [from, sha]), [to, sha]);
  });
}
