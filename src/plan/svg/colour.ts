/** The golden angle in degrees: users that follow each other get colours far apart, however many there are. */
const goldenAngle = 137.508;

/** A user's colour, `#rrggbb`: dark enough for a white page and light enough for a black one. */
export function colourOf(user: number): string {
  const hue = (210 + user * goldenAngle) % 360;
  // Every ring round the circle has another lightness; yellow and green look lighter than they are, blue and violet darker.
  const ring = Math.floor((user * goldenAngle) / 360) % 3;
  const glare = hue > 40 && hue < 190 ? 8 : hue > 225 && hue < 300 ? -8 : 0;
  return hexOf(hue, 0.65, (52 - glare + (ring - 1) * 8) / 100);
}

/** From hue, saturation and lightness, as CSS defines them. */
function hexOf(hue: number, saturation: number, lightness: number): string {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const channel = (place: number): string => {
    const turned = (place + hue / 30) % 12;
    const light = lightness - reach * Math.max(-1, Math.min(turned - 3, 9 - turned, 1));
    return Math.round(light * 255)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(0)}${channel(8)}${channel(4)}`;
}
