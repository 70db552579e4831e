import { pastePages, withShell } from './pasting.js';

// The longest page, in a worker of its own.
pastePages(withShell.filter(({ path }) => path === 'README.md'));
