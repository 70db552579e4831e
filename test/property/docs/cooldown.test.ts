// oxlint-disable vitest/expect-expect -- checks throw
import { checkLimiter, cooldown } from 'turnwise/property';
import { it } from 'vitest';

class VoteCooldown {
  private readonly lastMs = new Map<string, number>();
  constructor(private readonly nowMs: () => number) {}

  tryVote(option: string): boolean {
    const nowMs = this.nowMs();
    if (nowMs - (this.lastMs.get(option) ?? -Infinity) < 200) return false;
    this.lastMs.set(option, nowMs);
    return true;
  }
}

it('takes one vote per option every 200 ms', async () => {
  await checkLimiter(
    ({ nowMs }) => {
      const votes = new VoteCooldown(nowMs);
      return ({ resource }) => votes.tryVote(resource);
    },
    cooldown({ per: ['resource'], everyUs: 200_000 }),
  );
});
