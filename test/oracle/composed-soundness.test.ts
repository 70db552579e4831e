import { composedSoundness } from './composed-soundness.js';

composedSoundness({ seed: process.env['TURNWISE_TEST_SEED'] ?? 'composed', correct: 20, wrong: 8 });
