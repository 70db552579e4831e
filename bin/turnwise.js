#!/usr/bin/env node
import '../dist/src/cli/early-signals.js';

// Only now, so that Ctrl-C is answered while the rest is still being loaded.
await import('../dist/src/cli/main.js');
