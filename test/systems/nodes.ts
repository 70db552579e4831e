import type { ServerModule, StartedServer } from 'turnwise';
import { onTestFinished } from 'vitest';

/** Starts several nodes of a system inside this process, and what it brings to stand before them. */
export async function startNodes(
  module: ServerModule,
  { bug = null, redis = null, ...over }: NodesOptions = {},
): Promise<{ readonly url: string; readonly nodeUrls: readonly string[] }> {
  const nodes = module.nodes ?? 1;
  const settings = { ...module.settings, ...over.settings };
  const common = { port: 0, host: '127.0.0.1', bug, settings, redis, nodes };
  const started: StartedServer[] = [];
  for (let node = 0; node < nodes; node++) started.push(await module.start({ ...common, node }));
  onTestFinished(async () => void (await Promise.all(started.map((one) => one.close()))));
  const nodeUrls = started.map(({ url }) => url);
  const front = await module.front?.({ ...common, nodeUrls });
  if (front !== undefined) onTestFinished(() => front.close());
  return { url: front?.url ?? nodeUrls[0], nodeUrls };
}

export interface NodesOptions {
  readonly bug?: string | null;
  readonly redis?: string | null;
  readonly settings?: Readonly<Record<string, number>>;
}
