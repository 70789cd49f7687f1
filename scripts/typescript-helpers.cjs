// What TypeScript writes into each CommonJS file of a library, once for all: scripts/without-unused-library-parts.mjs.

/** Passes on what a module exports. */
const __exportStar = (from, target) => {
  for (const name in from)
    if (name !== "default" && !Object.hasOwn(target, name))
      Object.defineProperty(target, name, { enumerable: true, get: () => from[name] });
};

/** No library asks such a module for its `default`. */
const __importStar = (module) => module;

const __importDefault = (module) => (module?.__esModule ? module : { default: module });

module.exports = { __exportStar, __importDefault, __importStar };
