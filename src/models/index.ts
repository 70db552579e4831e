import { cooldown } from './cooldown.js';

export { cooldown };

/** Every contention model by its name in scenarios: a factory that takes the model's stored parameters. */
export const models = { cooldown } as const;

export type ModelName = keyof typeof models;
