/** What the specifiers of a unit stand for, as far as it can be known from here. */
export interface SpecifierContext {
  readonly home: string;
  readonly uid: number | undefined;
  /** Full unit name, `openclaw-gateway.service`. */
  readonly unit: string;
  /** The file the unit was read from. */
  readonly unitPath: string;
}

/** The text with `%` specifiers filled in; undefined when it holds one that cannot be known from here. */
export function fillSpecifiers(text: string, context: SpecifierContext): string | undefined {
  let known = true;
  const filled = text.replace(/%(.)/gsu, (whole, letter: string) => {
    if (letter === "%") return "%";
    const value = specifier(letter, context);
    if (value === undefined) known = false;
    return value ?? whole;
  });
  return known ? filled : undefined;
}

function specifier(letter: string, context: SpecifierContext): string | undefined {
  const { home, unit } = context;
  const bare = unit.replace(/\.[a-z]+$/u, "");
  const [prefix = bare, instance = ""] = bare.split("@");
  switch (letter) {
    case "h":
      return home === "" ? undefined : home;
    case "E":
      return home === "" ? undefined : `${home}/.config`;
    case "C":
      return home === "" ? undefined : `${home}/.cache`;
    case "U":
      return context.uid === undefined ? undefined : String(context.uid);
    case "t":
      return context.uid === undefined ? undefined : `/run/user/${context.uid}`;
    case "n":
      return unit;
    case "N":
      return bare;
    case "p":
    case "P":
      return prefix;
    case "i":
    case "I":
      return instance;
    case "j":
    case "J":
      return prefix.split("-").at(-1);
    case "T":
      return "/tmp";
    case "V":
      return "/var/tmp";
    case "y":
      return context.unitPath;
    case "Y":
      return context.unitPath.replace(/\/[^/]*$/u, "");
    default:
      return undefined;
  }
}
