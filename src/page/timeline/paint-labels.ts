import { countText } from '../../report/words.js';
import { namesOf } from './lanes.js';
import type { Picture } from './paint.js';

/** Shorter lanes have no room for a name. */
const namedLeast = 11;

/** A narrower column says how many are wrong by colour and weight alone. */
const roomy = 120;

/** Every other lane a little darker, and the one that keys act on. Painted in the coordinates of the lanes. */
export function paintStripesBehind({ pen, plot, palette, seen, state, frame }: Picture): void {
  const { layout } = plot;
  const wide = frame.width - frame.left;
  for (let lane = seen[0]; lane <= seen[1]; lane++) {
    const tall = layout.top[lane + 1] - layout.top[lane];
    if (lane % 2 === 1 || lane === state.lane) {
      pen.fillStyle = lane === state.lane ? palette.band : palette.stripe;
      pen.fillRect(0, layout.top[lane], wide, tall);
    }
  }
}

/** Who or what each lane is, how many actions it has, and how many of them are wrong. */
export function paintLabels(picture: Picture): void {
  const { pen, frame, palette, seen, plot } = picture;
  const { left, head, height, scrolled } = frame;
  pen.save();
  pen.beginPath();
  pen.rect(0, head, left, height - head);
  pen.clip();
  pen.fillStyle = palette.paper;
  pen.fillRect(0, head, left, height - head);
  pen.textBaseline = 'middle';
  for (let lane = seen[0]; lane <= seen[1]; lane++) {
    const y = head - scrolled + plot.layout.top[lane];
    paintLabel(picture, lane, y, plot.layout.top[lane + 1] - plot.layout.top[lane]);
  }
  pen.restore();
  pen.fillStyle = palette.line;
  pen.fillRect(left - 1, 0, 1, height);
}

function paintLabel(
  { pen, frame, plot, palette, state, lettering }: Picture,
  lane: number,
  y: number,
  tall: number,
): void {
  const { lanes, actions } = plot;
  const wrong = lanes.wrong[lane];
  if (lane === state.lane) {
    pen.fillStyle = palette.focus;
    pen.fillRect(0, y, 3, tall);
  }
  if (wrong > 0) {
    pen.fillStyle = palette.wrong;
    pen.fillRect(frame.left - 5, y + 1, 4, Math.max(1, tall - 2));
  }
  if (tall < namedLeast) return;
  const middle = y + tall / 2;
  const right = frame.left - 9;
  const size = Math.min(12, tall - 1);
  const count = lanes.start[lane + 1] - lanes.start[lane];
  const said = wrong > 0 ? `${countText(wrong)}${frame.left < roomy ? '' : ' wrong'}` : countText(count);
  pen.textAlign = 'right';
  pen.font = `${wrong > 0 ? 600 : 400} ${size - 1}px ${palette.font}`;
  pen.fillStyle = wrong > 0 ? palette.wrong : palette.soft;
  pen.fillText(said, right, middle);
  const taken = pen.measureText(said).width + 8;
  pen.textAlign = 'left';
  pen.font = `${lane === state.lane ? 600 : 400} ${size}px ${palette.font}`;
  pen.fillStyle = palette.ink;
  const name = namesOf(actions, state.by)[lanes.codeOf[lane]] ?? '(none)';
  pen.fillText(lettering.fit(name, right - taken - 8), 8, middle);
}
