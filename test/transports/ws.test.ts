import { transportLaws } from './laws.js';
import { wsStand } from './stand.js';

transportLaws('ws', (options) => wsStand(options));
