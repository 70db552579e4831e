import { element } from './element.js';
import { looks } from './looks.js';
import type { Palette } from './palette.js';
import { fillBox, rasterOf, type Raster } from './raster.js';

type Pen = CanvasRenderingContext2D;

/** Shadows, and above them stripes, on a sheet of their own that is laid on the lanes in one piece. */
export interface Stripes {
  /** Begins anew, for a part of the lanes in CSS pixels. */
  begin(palette: Palette, width: number, height: number, scrolled: number): void;
  /** A piece of a shadow, in the coordinates of the lanes; before all stripes. */
  shade(tone: 'shut' | 'perhaps', x: number, y: number, wide: number, tall: number): void;
  /** In the coordinates of the lanes. */
  add(look: number, x: number, y: number, wide: number, tall: number): void;
  /** Lays what was added on a canvas that has the lanes as its coordinates. */
  paint(pen: Pen): void;
}

export function stripesSheet(): Stripes {
  const canvas = element('canvas');
  const sheet = canvas.getContext('2d', { willReadFrequently: true });
  let raster: Raster = rasterOf(1, 1);
  let codes: readonly number[] = [];
  let shades = { shut: 0, perhaps: 0 };
  let codesOf: Palette | null = null;
  let place = { ratio: 1, width: 0, height: 0, scrolled: 0 };
  let used = false;
  const fill = (code: number, x: number, y: number, wide: number, tall: number): void => {
    used = true;
    const { ratio, scrolled } = place;
    fillBox(raster, code, x * ratio, (y - scrolled) * ratio, wide * ratio, tall * ratio);
  };
  return {
    begin(palette, width, height, scrolled) {
      const ratio = window.devicePixelRatio || 1;
      place = { ratio, width, height, scrolled };
      const [wide, tall] = [Math.max(1, Math.round(width * ratio)), Math.max(1, Math.round(height * ratio))];
      if (raster.width !== wide || raster.height !== tall) {
        raster = rasterOf(wide, tall);
        [canvas.width, canvas.height] = [wide, tall];
      } else if (used) raster.pixels.fill(0);
      used = false;
      if (codesOf === palette || sheet === null) return;
      codesOf = palette;
      codes = looks.map(({ tone }) => codeOf(sheet, palette[tone]));
      shades = { shut: codeOf(sheet, palette.shut), perhaps: codeOf(sheet, palette.perhaps) };
    },
    shade: (tone, x, y, wide, tall) => fill(shades[tone], x, y, wide, tall),
    add: (look, x, y, wide, tall) => fill(codes[look], x, y, wide, tall),
    paint(pen) {
      if (!used || sheet === null) return;
      const { width, height, pixels } = raster;
      sheet.putImageData(new ImageData(new Uint8ClampedArray(pixels.buffer), width, height), 0, 0);
      pen.imageSmoothingEnabled = false;
      pen.drawImage(canvas, 0, place.scrolled, place.width, place.height);
    },
  };
}

/** A colour of the style sheet as the memory of a picture has it. */
function codeOf(pen: Pen, colour: string): number {
  pen.clearRect(0, 0, 1, 1);
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 1, 1);
  return new Uint32Array(pen.getImageData(0, 0, 1, 1).data.buffer)[0];
}
