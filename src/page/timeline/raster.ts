/** Pixels in memory: tens of thousands of small boxes are faster there than on a canvas. */
export interface Raster {
  /** In pixels of the screen. */
  readonly width: number;
  readonly height: number;
  /** Row after row, a colour each as the memory of a picture has it; 0 is nothing. */
  readonly pixels: Uint32Array<ArrayBuffer>;
}

export function rasterOf(width: number, height: number): Raster {
  return { width, height, pixels: new Uint32Array(width * height) };
}

/** A box with whole pixels: at least one each way, and nothing outside of the raster. */
export function fillBox(
  { width, height, pixels }: Raster,
  colour: number,
  x: number,
  y: number,
  wide: number,
  tall: number,
): void {
  const left = Math.max(0, Math.round(x));
  const right = Math.min(width, Math.max(Math.round(x) + 1, Math.round(x + wide)));
  const top = Math.max(0, Math.round(y));
  const bottom = Math.min(height, Math.max(Math.round(y) + 1, Math.round(y + tall)));
  for (let row = top; row < bottom; row++) {
    const end = row * width + right;
    for (let at = row * width + left; at < end; at++) pixels[at] = colour;
  }
}
