/** What an entry point gives to those who import it, and which types that mentions. */

/**
 * @returns what is exported, in the order of the entry point, and what of the same package its declarations mention,
 *   directly or through others, by name. Each: `{ name, path, doc, signatures, mentions }`, where `mentions` are names.
 */
export function symbolsOf({ moduleAt, resolve }, entry) {
  const exported = moduleAt(entry).exported.map((name) => symbolOf(moduleAt, resolve(entry, name), name));
  const known = new Map(exported.map((symbol) => [keyOf(symbol.at), symbol]));
  const mentioned = [];
  const queue = [...exported];
  for (let symbol = queue.shift(); symbol !== undefined; symbol = queue.shift()) {
    symbol.mentions = [];
    for (const name of namesIn(symbol.nodes)) {
      const at = resolve(symbol.at.path, name);
      if (at === null || keyOf(at) === keyOf(symbol.at)) continue;
      if (!known.has(keyOf(at))) {
        const found = symbolOf(moduleAt, at, at.name);
        if (isUnwieldy(found)) continue;
        known.set(keyOf(at), found);
        mentioned.push(found);
        queue.push(found);
      }
      symbol.mentions.push(known.get(keyOf(at)));
    }
  }
  return { exported, mentioned: mentioned.sort((a, b) => (a.name < b.name ? -1 : 1)) };
}

const keyOf = ({ path, name }) => `${path} ${name}`;

function symbolOf(moduleAt, at, name) {
  if (at === null) throw new Error(`${name} is not declared anywhere`);
  const { doc, nodes, signatures } = moduleAt(at.path).declared.get(at.name);
  return { name, at, doc, nodes, signatures };
}

/** Values of which only the type is asked may be whole schemas. */
const isUnwieldy = ({ nodes, signatures }) =>
  nodes[0].type === 'VariableDeclaration' && signatures[0].split('\n').length > 40;

/** The names that a declaration mentions, of types and of the values behind `typeof`. */
function namesIn(nodes) {
  const names = new Set();
  const visit = (node) => {
    if (Array.isArray(node)) for (const one of node) visit(one);
    if (Array.isArray(node) || node === null || typeof node !== 'object') return;
    if (node.type === 'TSTypeReference') names.add(firstOf(node.typeName));
    if (node.type === 'TSTypeQuery' && node.exprName.type !== 'TSImportType')
      names.add(firstOf(node.exprName));
    if (node.type === 'TSInterfaceHeritage') names.add(firstOf(node.expression));
    for (const [key, value] of Object.entries(node)) if (key !== 'parent') visit(value);
  };
  visit(nodes);
  return names;
}

const firstOf = (name) => (name.type === 'Identifier' ? name.name : firstOf(name.left ?? name.object));
