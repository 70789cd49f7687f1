/** How a glob reads names that begin with a dot, and which of its parts it has. */
export interface GlobOptions {
  /** Lets wildcards match names that begin with a dot. */
  readonly dot?: boolean;
  /** False for shell patterns without `{a,b}` and `@(a|b)`, as systemd has them. */
  readonly groups?: boolean;
}

/** A longer glob matches nothing: nobody wrote it. */
const MAX_LENGTH = 2000;
const MAX_NESTING = 20;

type Node =
  | { readonly kind: "char"; readonly code: number }
  | { readonly kind: "any" }
  | { readonly kind: "star" }
  | { readonly kind: "set"; readonly not: boolean; readonly ranges: readonly (readonly [number, number])[] }
  /** `**` and its slash: no folder, or any number of them. */
  | { readonly kind: "folders" }
  /** A slash and `**` at the end: all below, or the folder itself. */
  | { readonly kind: "below" }
  | { readonly kind: "all" }
  | { readonly kind: "group"; readonly mode: GroupMode; readonly alternatives: readonly Sequence[] };

type Sequence = readonly Node[];
type GroupMode = "one" | "optional" | "many" | "some" | "not";

const GROUPS: Readonly<Record<string, GroupMode>> = {
  "@": "one",
  "?": "optional",
  "*": "many",
  "+": "some",
  "!": "not",
};
const SLASH = 0x2f;
const DOT = 0x2e;

/** True for a text with a wildcard, a set or a group. */
export function isGlob(text: string): boolean {
  return /[*?[\]{}!]/u.test(text);
}

/** The folder that a glob with `/` begins in: its first names, as far as they are plain. */
export function globBase(pattern: string): string {
  const names = pattern.split("/");
  const first = names.findIndex((name) => /[*?[\]{}!()\\]/u.test(name));
  return names.slice(0, first < 0 ? -1 : first).join("/");
}

/**
 * Makes a test of paths with `/`, by the rules of bash and of `picomatch`, from which the tests take their truth: `*`,
 * `?`, `[a-z]`, `**` as a whole name, `{a,b}`, `@(a|b)`, `?()`, `*()`, `+()`, `!()`, a `!` in front.
 *
 * It follows all ways through the glob at once, as K. Thompson's search does, and so takes the product of the lengths of
 * glob and path; a regular expression that goes back, which other packages make, takes hours for twelve stars.
 */
export function glob(pattern: string, options: GlobOptions = {}): (path: string) => boolean {
  if (pattern.length > MAX_LENGTH) return () => false;
  let start = 0;
  if (options.groups !== false) while (pattern[start] === "!" && pattern[start + 1] !== "(") start += 1;
  const first = pattern.startsWith("./", start) ? start + 2 : start;
  const parser = new Parser(pattern, first, options.groups !== false);
  const sequence = parser.sequence("", 0);
  const negated = start % 2 === 1;
  const dot = options.dot === true;
  return (path) => {
    const matches = follow(sequence, [0], path, dot).includes(path.length) && path !== "";
    return matches !== negated;
  };
}

/** True where one of several globs matches. */
export function anyGlob(patterns: readonly string[], options: GlobOptions = {}): (path: string) => boolean {
  const tests = patterns.map((pattern) => glob(pattern, options));
  return (path) => tests.some((test) => test(path));
}

// A class because a parse has a lifetime: one position moving over one pattern.
class Parser {
  readonly text: string;
  readonly groups: boolean;
  /** Where a group begins that never closes: tried once, or many of them would take very long. */
  readonly open = new Set<number>();
  at: number;

  constructor(text: string, at: number, groups: boolean) {
    this.text = text;
    this.at = at;
    this.groups = groups;
  }

  /** Up to one of the characters in `ends`, which stays, or to the end. */
  sequence(ends: string, depth: number): Sequence {
    const nodes: Node[] = [];
    const isNameStart = () => {
      const last = nodes.at(-1);
      return last === undefined || last.kind === "folders" || (last.kind === "char" && last.code === SLASH);
    };
    while (this.at < this.text.length) {
      const char = this.text.charAt(this.at);
      if (ends.includes(char)) break;
      const group = depth < MAX_NESTING ? this.group(depth) : undefined;
      if (group !== undefined) nodes.push(group);
      else if (char === "*") {
        const first = this.at;
        while (this.text[this.at] === "*") this.at += 1;
        const next = this.text.charAt(this.at);
        const isLast = next === "" || ends.includes(next);
        if (this.at - first < 2 || !isNameStart() || !(isLast || next === "/")) nodes.push({ kind: "star" });
        else if (!isLast) {
          this.at += 1;
          nodes.push({ kind: "folders" });
        } else if (nodes.at(-1)?.kind === "char") {
          nodes.pop();
          nodes.push({ kind: "below" });
        } else nodes.push({ kind: "all" });
      } else if (char === "?") {
        this.at += 1;
        nodes.push({ kind: "any" });
      } else {
        const set = char === "[" ? this.set() : undefined;
        if (set === undefined && char === "\\" && this.at + 1 < this.text.length) this.at += 1;
        nodes.push(set ?? { kind: "char", code: this.text.charCodeAt(this.at) });
        if (set === undefined) this.at += 1;
      }
    }
    return nodes;
  }

  /** `{a,b}` or `@(a|b)`; undefined, and nothing read, where none stands here. */
  group(depth: number): Node | undefined {
    const start = this.at;
    if (!this.groups || this.open.has(start)) return undefined;
    const mode = GROUPS[this.text.charAt(start)];
    const isParen = mode !== undefined && this.text.charAt(start + 1) === "(";
    if (!isParen && this.text.charAt(start) !== "{") return undefined;
    const [separator, close] = isParen ? ["|", ")"] : [",", "}"];
    this.at += isParen ? 2 : 1;
    const alternatives: Sequence[] = [];
    while (this.at < this.text.length) {
      alternatives.push(this.sequence(separator + close, depth + 1));
      const end = this.text.charAt(this.at);
      if (end === "") break;
      this.at += 1;
      if (end !== close) continue;
      // Braces around one word are braces.
      if (!isParen && alternatives.length < 2) break;
      return { kind: "group", mode: isParen ? mode : "one", alternatives };
    }
    this.at = start;
    this.open.add(start);
    return undefined;
  }

  /** `[a-z]`, `[!a]`; undefined, and nothing read, where it does not close. */
  set(): Node | undefined {
    let at = this.at + 1;
    const not = this.text[at] === "!" || this.text[at] === "^";
    if (not) at += 1;
    const ranges: [number, number][] = [];
    for (let first = true; at < this.text.length; first = false) {
      if (this.text[at] === "]" && !first) {
        this.at = at + 1;
        return { kind: "set", not, ranges };
      }
      if (this.text[at] === "\\" && at + 1 < this.text.length) at += 1;
      const low = this.text.charCodeAt(at);
      at += 1;
      if (this.text[at] === "-" && at + 1 < this.text.length && this.text[at + 1] !== "]") {
        ranges.push([low, this.text.charCodeAt(at + 1)]);
        at += 2;
      } else ranges.push([low, low]);
    }
    return undefined;
  }
}

/** The places in a path that a sequence can end at when it begins at one of some places; all in ascending order. */
function follow(nodes: Sequence, from: readonly number[], path: string, dot: boolean): readonly number[] {
  let places = from;
  for (const node of nodes) {
    if (places.length === 0) return places;
    places = step(node, places, path, dot);
  }
  return places;
}

function step(node: Node, places: readonly number[], path: string, dot: boolean): readonly number[] {
  switch (node.kind) {
    case "char":
      return places.filter((at) => path.charCodeAt(at) === node.code).map((at) => at + 1);
    case "any":
      return places.filter((at) => isFree(path, at, dot)).map((at) => at + 1);
    case "set":
      return places
        .filter((at) => isFree(path, at, dot) && isIn(node, path.charCodeAt(at)))
        .map((at) => at + 1);
    case "star":
      return stretch(
        // A name is not empty, and its dot is not matched.
        places.filter((at) => !isNameStart(path, at) || isFree(path, at, dot)),
        (at) => at < path.length && path.charCodeAt(at) !== SLASH,
      );
    case "folders": {
      const [first] = places.filter((at) => isNameStart(path, at));
      const ends = new Set(places);
      let isOpen = false;
      for (let at = first ?? path.length; at < path.length; at += 1) {
        if (isNameStart(path, at)) {
          isOpen = ends.has(at);
          if (isOpen && !isFree(path, at, dot)) isOpen = false;
        }
        if (isOpen && path.charCodeAt(at) === SLASH) ends.add(at + 1);
      }
      return sorted(ends);
    }
    case "below":
      return sorted(
        new Set(
          places.flatMap((at) =>
            at === path.length
              ? [at]
              : path.charCodeAt(at) === SLASH && isAllFree(path, at + 1, dot)
                ? [path.length]
                : [],
          ),
        ),
      );
    case "all":
      return sorted(new Set(places.flatMap((at) => (isAllFree(path, at, dot) ? [path.length] : []))));
    case "group":
      return group(node.mode, node.alternatives, places, path, dot);
  }
}

function group(
  mode: GroupMode,
  alternatives: readonly Sequence[],
  places: readonly number[],
  path: string,
  dot: boolean,
): readonly number[] {
  const once = (from: readonly number[]) =>
    new Set(alternatives.flatMap((alternative) => follow(alternative, from, path, dot)));
  switch (mode) {
    case "one":
      return sorted(once(places));
    case "optional":
      return sorted(new Set([...places, ...once(places)]));
    case "many":
    case "some": {
      const ends = mode === "many" ? new Set(places) : new Set<number>();
      for (let fresh = places; fresh.length > 0; ) {
        fresh = sorted(once(fresh)).filter((at) => !ends.has(at));
        for (const at of fresh) ends.add(at);
      }
      return sorted(ends);
    }
    case "not": {
      const ends = new Set<number>();
      for (const at of places) {
        if (isNameStart(path, at) && !isFree(path, at, dot)) continue;
        const matched = once([at]);
        for (let end = at; end <= path.length; end += 1) {
          if (!matched.has(end)) ends.add(end);
          if (path.charCodeAt(end) === SLASH) break;
        }
      }
      return sorted(ends);
    }
  }
}

/** From each place on, all places up to the first character that does not go on. */
function stretch(places: readonly number[], goesOn: (at: number) => boolean): readonly number[] {
  const ends: number[] = [];
  let last = -1;
  for (const place of places) {
    if (place <= last) continue;
    let at = place;
    ends.push(at);
    for (; goesOn(at); at += 1) ends.push(at + 1);
    last = at;
  }
  return ends;
}

function sorted(places: ReadonlySet<number>): readonly number[] {
  return [...places].sort((a, b) => a - b);
}

function isNameStart(path: string, at: number): boolean {
  return at === 0 || path.charCodeAt(at - 1) === SLASH;
}

/** True for a character that a wildcard may match. */
function isFree(path: string, at: number, dot: boolean): boolean {
  if (at >= path.length || path.charCodeAt(at) === SLASH) return false;
  return dot || path.charCodeAt(at) !== DOT || !isNameStart(path, at);
}

function isAllFree(path: string, from: number, dot: boolean): boolean {
  if (dot) return true;
  for (let at = from; at < path.length; at += 1)
    if (isNameStart(path, at) && path.charCodeAt(at) === DOT) return false;
  return true;
}

function isIn({ not, ranges }: Extract<Node, { kind: "set" }>, code: number): boolean {
  return ranges.some(([low, high]) => code >= low && code <= high) !== not;
}
