/** Readable on white and on black: the page decides. Nothing is fetched, nothing is run. */
export const style = `
svg { --ink: #1f2328; --soft: #59636e; --line: #d1d9e0; --shadow: #818b98; background: #ffffff; }
@media (prefers-color-scheme: dark) {
  svg { --ink: #f0f6fc; --soft: #9198a1; --line: #3d444d; --shadow: #656c76; background: #0d1117; }
}
text { font: 12px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; fill: var(--ink); }
.title { font-size: 14px; font-weight: 600; }
.soft { fill: var(--soft); }
.grid { stroke: var(--line); stroke-width: 1; }
.phase { stroke: var(--soft); stroke-width: 1; stroke-dasharray: 4 3; }
.shadow { fill: var(--shadow); opacity: 0.28; }
.accept { stroke: var(--ink); stroke-width: 0.6; }
.open { fill: none; stroke-width: 2.4; }
.reject { fill: none; stroke-width: 2.6; stroke-linecap: round; }
`;
