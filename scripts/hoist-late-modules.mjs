import { readFile } from "node:fs/promises";

/**
 * An esbuild plugin that imports the modules of our own that are written as `await import("./x.ts")` up front. In one
 * file nothing is saved by loading them late, and for its sake the bundler wraps nearly every module into a function,
 * whose code the engine then reads twice.
 */
export function hoistLateModules() {
  return {
    name: "hoist-late-modules",
    setup(builder) {
      builder.onLoad({ filter: /\/src\/.*\.ts$/ }, async ({ path }) => {
        const imports = [];
        const contents = (await readFile(path, "utf8"))
          // By name, where they are taken by name: a part that is read late must name what it needs of the command.
          .replace(/\bconst \{ ([\w, ]+) \} = await import\("(\.[^"]+)"\)/gu, (_all, names, target) => {
            const own = names.split(", ").map((name) => [name, `late${imports.length}_${name}`]);
            imports.push(
              `import { ${own.map(([name, as]) => `${name} as ${as}`).join(", ")} } from "${target}";`,
            );
            return `const ${own.map(([name, as]) => `${name} = ${as}`).join(", ")}`;
          })
          .replace(/\bawait import\("(\.[^"]+)"\)/gu, (_all, target) => {
            imports.push(`import * as late${imports.length} from "${target}";`);
            return `late${imports.length - 1}`;
          });
        return { contents: [...imports, contents].join("\n"), loader: "ts" };
      });
    },
  };
}
