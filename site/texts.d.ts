/** Examples are bundled as their texts. */
declare module "*.json5" {
  const text: string;
  export default text;
}
declare module "*.service" {
  const text: string;
  export default text;
}
/** The package's own types cannot be found by its exports. */
declare module "lezer-json5" {
  export const parser: Parameters<typeof import("@codemirror/language").LRLanguage.define>[0]["parser"];
}
