import packageJson from "../../package.json" with { type: "json" };

/** This release of clawlint. */
export const version: string = packageJson.version;
