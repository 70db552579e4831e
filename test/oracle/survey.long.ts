import { surveys } from './survey.js';

surveys(process.env['TURNWISE_TEST_SEED'] ?? 'long survey', 30_000);
