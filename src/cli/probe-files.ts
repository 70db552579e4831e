/** The files of a probe's folder: what happened, and what it shows. */
export const probeFiles = { history: 'history.ndjson', findings: 'findings.json' } as const;
