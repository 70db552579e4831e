import { canvas } from '../../canvas.js';
import { mutantOf } from '../mutant.js';
import { refusing } from '../parts/answering.js';

/** The refusal is right, and sends people to the wrong place. */
export const wrongReason = mutantOf(
  canvas,
  {
    name: 'wrong-reason',
    wrong: 'refusals name the other limit',
    shows: 'a painting that is refused while only one of the two limits holds',
    seen: ['NuGet/docs.microsoft.com-nuget#934'],
    needs: 'others',
  },
  (ports) =>
    refusing(canvas.start(ports), (refusal) => ({
      ...refusal,
      error: refusal.error === 'user' ? 'resource' : 'user',
    })),
);
