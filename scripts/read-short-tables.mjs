// How the extension reads tables that scripts/shorter-tables.mjs wrote shorter. This goes into its bundle.

/**
 * A section's table from its short form: a node that one link leads to stands in place of that link, and an object that
 * has no further keys is written as its `keys`. Places follow: a node comes after those that it leads to.
 */
export function unfolded({ root, in: spans, shared }) {
  const nodes = [{}];
  const places = [0];
  const add = (short) => {
    const { keys, ...rest } = short;
    const node =
      keys === undefined ? short : { type: "object", ...rest, properties: keys, additionalProperties: false };
    mapLinks(node, placeOf);
    return nodes.push(node) - 1;
  };
  const placeOf = (link) => {
    if (typeof link !== "number") return add(link);
    places[link] ??= add(shared[link]);
    return places[link];
  };
  return { root: placeOf(root), in: spans, nodes };
}

/** Puts something else in place of each link of a node (SectionNode in src/schema/section-table.ts). */
export function mapLinks(node, change) {
  for (const [keyword, value] of Object.entries(node)) {
    if (keyword === "properties") {
      for (const [key, link] of Object.entries(value))
        if (Array.isArray(link)) link[0] = change(link[0]);
        else value[key] = change(link);
    } else if (keyword === "versions") {
      for (const version of value) version[2] = change(version[2]);
    } else if (["additionalProperties", "allOf", "anyOf", "items", "propertyNames"].includes(keyword)) {
      if (Array.isArray(value)) node[keyword] = value.map(change);
      else if (value !== false) node[keyword] = change(value);
    }
  }
}

/** An object changed as RFC 7396 says: `null` takes a key away, objects are changed in turn, all else is replaced. */
export function patched(target, patch) {
  if (!isObject(patch)) return patch;
  const result = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch))
    if (value === null) delete result[key];
    else result[key] = patched(result[key], value);
  return result;
}

/** True for an object that is no list. */
export function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What stands in a class of a regular expression, from the distances between the edges of its stretches. */
export function stretchesOf(steps) {
  let point = 0;
  const edges = steps.split(" ").map((step) => {
    point += Number.parseInt(step, 36);
    return `\\u{${point.toString(16)}}`;
  });
  return edges.map((edge, at) => (at % 2 === 0 ? edge : `-${edge}`)).join("");
}
