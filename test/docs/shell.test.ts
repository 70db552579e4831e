import { pastePages, withShell } from './pasting.js';

pastePages(withShell.filter(({ path }) => path !== 'README.md'));
