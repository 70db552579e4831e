import { surveys } from './survey.js';

surveys(process.env['TURNWISE_TEST_SEED'] ?? 'survey', 1000);
