/** True for an image in full, or without its registry, tag or digest. */
export function isImage(image: string, wanted: string): boolean {
  const bare = image.replace(/@.*$/su, "").replace(/:[^/:]*$/u, "");
  return image === wanted || (bare !== "" && (bare === wanted || bare.endsWith(`/${wanted}`)));
}

/** True for the words of a command that exports variables, reads them from a file, or asks a vault for them. */
export function setsVariables(words: readonly string[]): boolean {
  return words.some((word) =>
    /\bexport\s+[A-Za-z_]|\/(?:run|vault)\/secrets\b|(?:^|[\s;&|])(?:source|\.)\s+\S|\b[A-Z][A-Z0-9_]{0,127}=["']?\$\(/u.test(
      word,
    ),
  );
}
