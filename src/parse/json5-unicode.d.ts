/** Unicode tables of the `json5` package; it publishes no types for them. */
declare module "json5/lib/unicode.js" {
  const unicode: { readonly ID_Start: RegExp; readonly ID_Continue: RegExp };
  export default unicode;
}
