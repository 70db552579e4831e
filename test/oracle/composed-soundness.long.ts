import { composedSoundness } from './composed-soundness.js';

composedSoundness({ seed: process.env['TURNWISE_TEST_SEED'] ?? 'long composed', correct: 400, wrong: 100 });
