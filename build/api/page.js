/** An entry point as a page: its symbols by topic, each with its words and its declaration. */

const last = 'Types that are mentioned';

/**
 * @param topics `[title, ...folders]`: which modules belong to a topic; the longest folder that fits decides
 * @returns Markdown
 */
export function pageOf({ name, about, topics }, { exported, mentioned }) {
  const parts = topics
    .map(([title]) => [title, exported.filter(({ at }) => topicOf(topics, at.path) === title)])
    .filter(([, symbols]) => symbols.length > 0);
  const chapters = mentioned.length === 0 ? parts : [...parts, [last, mentioned]];
  const linksTo = linksFor(name, chapters);
  return `${[
    `# ${name}`,
    '<!-- Made by `npm run docs` from the docstrings. -->',
    about,
    `Times are whole microseconds where a name ends in \`Us\`, milliseconds where it ends in \`Ms\`. What can be
imported comes first; types that are only mentioned come last, and have no name to import.`,
    parts.map(([title, symbols]) => `- **${title}**: ${linksTo(symbols)}`).join('\n'),
    ...chapters.flatMap(([title, symbols]) => [
      `## ${title}`,
      ...symbols.flatMap((symbol) => entryOf(symbol, linksTo)),
    ]),
  ].join('\n\n')}\n`;
}

function topicOf(topics, path) {
  const fits = topics.flatMap(([title, ...folders]) =>
    folders.filter((folder) => path.startsWith(folder)).map((folder) => ({ title, folder })),
  );
  const [best] = fits.sort((a, b) => b.folder.length - a.folder.length);
  if (best === undefined) throw new Error(`${path} belongs to no topic: give it one in build/api.js`);
  return best.title;
}

/** Links to headings. Of several that are spelt alike, upper and lower case aside, all but the first get a number. */
function linksFor(name, chapters) {
  const taken = new Map();
  const slugOf = (heading) => {
    const slug = heading
      .toLowerCase()
      .replaceAll(/[^\w -]/gu, '')
      .replaceAll(' ', '-');
    const before = taken.get(slug) ?? 0;
    taken.set(slug, before + 1);
    return before === 0 ? slug : `${slug}-${before}`;
  };
  const slugs = new Map();
  slugOf(name);
  for (const [title, symbols] of chapters) {
    slugOf(title);
    for (const symbol of symbols) slugs.set(symbol, slugOf(symbol.name));
  }
  return (symbols) => symbols.map((symbol) => `[\`${symbol.name}\`](#${slugs.get(symbol)})`).join(' · ');
}

function entryOf({ name, doc, signatures, mentions }, linksTo) {
  const [said = '', ...tags] = doc.split(/^(?=@\w+)/mu);
  const text = signatures.map((signature) => signature.replace(/^declare /u, '')).join('\n');
  return [
    `### ${name}`,
    ...(said.trim() === '' ? [] : [linked(said.trim())]),
    ...(tags.length === 0 ? [] : [tags.map(tagOf).join('\n')]),
    `\`\`\`ts\n${text.replaceAll(/^(?: {4})+/gmu, (indent) => ' '.repeat(indent.length / 2))}\n\`\`\``,
    ...(mentions.length === 0 ? [] : [`Mentions ${linksTo(mentions)}.`]),
  ];
}

const titles = { throws: 'Throws', returns: 'Gives', param: 'Parameter', see: 'See' };

function tagOf(tag) {
  const [, word = '', rest = ''] = /^@(\w+)\s*([\s\S]*)$/u.exec(tag.trim()) ?? [];
  return `- ${titles[word] ?? word}: ${linked(rest.replaceAll(/\s+/gu, ' '))}`;
}

const linked = (text) => text.replaceAll(/\{@link ([^}]+)\}/gu, '`$1`');
