/**
 * The one style sheet of the page. Colours are chosen to keep a contrast of at least 4.5 : 1 in both
 * schemes, and never say anything that the text does not.
 */
export const style = `
:root{color-scheme:light dark;--ink:#1b1f24;--soft:#57606a;--paper:#fff;--card:#f6f8fa;--line:#d0d7de;--good:#116329;--bad:#b3131d;--doubt:#7d4e00;--accept:#1a7f37;--reject:#0a58b5;--unknown:#8a6100}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9aa5b1;--paper:#0d1117;--card:#161b22;--line:#30363d;--good:#56d364;--bad:#ff7b72;--doubt:#e3b341;--accept:#3fb950;--reject:#58a6ff;--unknown:#d29922}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
main{max-width:60rem;margin:0 auto;padding:1.5rem 1rem 4rem}
h1{font-size:1.5rem;margin:0 0 .5rem;overflow-wrap:anywhere}
h2{font-size:1.1rem;margin:2rem 0 .5rem;border-bottom:1px solid var(--line);padding-bottom:.25rem}
h3{font-size:1rem;margin:1.25rem 0 .25rem;font-weight:600;overflow-wrap:anywhere}
p,ul{margin:.35rem 0}
ul{padding-left:1.25rem}
p,li,dd,td,summary{overflow-wrap:anywhere}
code,pre{font:13px/1.5 ui-monospace,monospace}
pre{background:var(--card);border:1px solid var(--line);border-radius:4px;padding:.6rem .8rem;white-space:pre-wrap;overflow-wrap:anywhere}
.verdict{border:1px solid var(--line);border-left:.4rem solid var(--tone);border-radius:4px;background:var(--card);padding:.9rem 1.1rem}
.verdict h1 b{color:var(--tone)}
.pass{--tone:var(--good)}.fail{--tone:var(--bad)}.inconclusive{--tone:var(--doubt)}
.note{color:var(--doubt);font-weight:600}
.soft{color:var(--soft)}
.wrong{color:var(--bad);font-weight:600}
.wide{overflow-x:auto}
table{border-collapse:collapse;margin:.4rem 0;font-variant-numeric:tabular-nums}
th,td{padding:.22rem .7rem;text-align:right;border-bottom:1px solid var(--line);vertical-align:top}
th{font-weight:600;color:var(--soft);white-space:nowrap}
td{white-space:nowrap}
th:first-child,td:first-child,.text{text-align:left;white-space:normal}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:.4rem 0}
dt{color:var(--soft)}dd{margin:0}
details{margin:.75rem 0}summary{cursor:pointer;font-weight:600}
svg{display:block;width:100%;height:auto;margin:.5rem 0}
svg.spark{width:10rem;margin:0}
svg text{font:12px system-ui,sans-serif;fill:var(--ink)}
svg .axis{stroke:var(--line);stroke-width:1}
svg .tick{fill:var(--soft)}
.accepted{fill:var(--accept)}.rejected{fill:var(--reject)}.unknown,.error,.dropped{fill:var(--unknown)}
.fault{fill:var(--bad);opacity:.25}
.line{fill:none;stroke:var(--ink);stroke-width:1.5}
.key{display:inline-block;margin-right:1rem}.key svg{display:inline-block;width:.8rem;height:.8rem;margin:0 .3rem 0 0;vertical-align:-1px}
@media print{main{max-width:none;padding:0}.verdict,pre{background:none}section,table,svg{break-inside:avoid}}
`;

/** The hash of the style sheet: the only thing that the page's policy lets in. A test keeps it true. */
export const stylePolicy = 'sha256-HFj/jljcP5pSynN4fmBh9PH7V8uNx/U6rpibLxExrSc=';
