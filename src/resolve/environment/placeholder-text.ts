/** A kind of example text, told by its form. */
export interface PlaceholderForm {
  readonly form: RegExp;
  /** One of these begins each text of the form, or is in it: the engine need not compile the form for any other text. */
  readonly first?: readonly string[];
  readonly inside?: readonly string[];
}

/** Forms of the text as it is written. */
export const WRITTEN_FORMS: readonly PlaceholderForm[] = [
  { first: ["<"], form: /^<[^<>]+>$/u },
  { first: ["["], form: /^\[[A-Za-z][A-Za-z0-9 _-]*\]$/u },
  { first: ["{"], form: /^\{\{?[^{}]*\}?\}$/u },
  { first: ["__"], form: /^__[A-Z][A-Z0-9_]*__$/u },
  {
    first: ["xxx", "XXX", "...", "…", "***", "???"],
    form: /^(?:x{3,}|X{3,}|\.{3,}|\u2026+|\*{3,}|\?{3,})$/u,
  },
  // The beginning alone, an id of nothing but x or 0, and the marks of templates.
  { inside: ["...", "…", "***"], form: /^[\w-]{1,24}(?:\.{3,}|\u2026|\*{3,})$/u },
  { inside: ["xxxx", "XXXX"], form: /^[\w-]{0,16}(?:x{4,}|X{4,})$/u },
  { first: ["x", "X", "0"], form: /^[xX0]{4,12}(?:-[xX0]{4,12}){2,6}$/u },
  {
    first: ["@", "#"],
    form: /^(?:@[A-Z][A-Z0-9_]*@|@@[A-Z][A-Z0-9_]*@@|#[A-Z][A-Z0-9_]*#|##[A-Z][A-Z0-9_]*##)$/u,
  },
  // Telegram's own example, and what is made after it.
  { first: ["12345"], form: /^12345\d{0,5}:(?:ABC|abc|AAA|aaa)[\w-]*$/u },
  {
    inside: ["..", "…", "xxx", "XXX", "***", "your", "test-key-here"],
    form: /^(?:sk|pk|key|token|xai|gsk|nvapi)(?:-[a-z]{2,5})?[-_](?:\.{2,}|\u2026|x{3,}|X{3,}|\*{3,}|your[-_].*|test-key-here)$/u,
  },
];

/** Words, which are compared in small letters: to ignore case itself, the engine is slow. */
export const WORDED_FORMS: readonly PlaceholderForm[] = [
  {
    first: ["your", "my", "the", "insert", "enter", "put", "paste", "replace", "add"],
    form: /^(?:your|my|the|insert|enter|put|paste|replace|add)[-_ ]?(?:your|my|the|with|me|own)?[-_ ]?[a-z0-9]*[-_ ]?(?:open[-_ ]?ai|api|secret|access|auth|anthropic|gateway|cloudflare)?[-_ ]*(?:key|token|secret|password|id|value)(?:[-_ ]?here)?$/u,
  },
  {
    inside: ["your", "insert", "replace", "paste"],
    form: /(?:^|[-_ ])(?:your|insert|replace|paste)[-_ ](?:[a-z0-9]+[-_ ])*(?:key|token|secret|password|here|me)(?:$|[-_ ])/u,
  },
  { inside: ["here"], form: /(?:key|token|secret)[-_ ]?(?:goes[-_ ]?)?here$/u },
  {
    first: ["tu", "su", "mi", "sua", "seu", "minha", "meu", "votre", "dein", "ihr", "mein", "uw"],
    form: /^(?:tu|su|mi|sua|seu|minha|meu|votre|dein|deine|ihr|ihre|mein|meine|tua|uw)[-_ ](?:[a-z0-9]+[-_ ])*(?:key|token|clave|llave|chave|cle|schluessel|chiave|sleutel)(?:[-_ ](?:api|aqui|ici|hier|qui))?$/u,
  },
  { inside: ["placeholder"], form: /(?:^|[-_ ])placeholder(?:$|[-_ ])/u },
  {
    inside: ["example", "sample"],
    form: /^(?:example|sample)[-_ ](?:[a-z0-9]+[-_ ])*(?:key|token|secret|password)$|[-_ ](?:key|token|secret|password)[-_ ](?:example|sample)$/u,
  },
  {
    first: ["change", "replace", "fill", "set"],
    form: /^(?:change|replace|fill|set)[-_ ]?(?:me|in)(?:[-_ ][a-z0-9]+)*$/u,
  },
  {
    first: ["generate", "create", "choose"],
    form: /^(?:generate|create|choose)[-_ ](?:[a-z0-9]+[-_ ])*(?:key|token|secret|password)(?:[-_ ]here)?$/u,
  },
  { first: ["to"], form: /^to[-_ ]be[-_ ](?:set|filled|replaced|added|changed)(?:[-_ ][a-z0-9]+)*$/u },
  {
    first: ["change", "replace", "todo", "tbd", "fixme", "example", "undefined", "null", "redacted"],
    form: /^(?:change[-_ ]?me|replace[-_ ]?me|todo|tbd|fixme|example|undefined|null|redacted)$/u,
  },
];

/** True for text that stands where a key should be put. Errs towards no: a local server may take any word as a key. */
export function isPlaceholder(text: string): boolean {
  const trimmed = text.trim();
  const small = trimmed.toLowerCase();
  return (
    hasForeignLetter(trimmed) ||
    WRITTEN_FORMS.some((one) => isOf(one, trimmed)) ||
    WORDED_FORMS.some((one) => isOf(one, small))
  );
}

function isOf({ form, first = [], inside = [] }: PlaceholderForm, text: string): boolean {
  const hasSign = first.some((sign) => text.startsWith(sign)) || inside.some((sign) => text.includes(sign));
  return hasSign && form.test(text);
}

/**
 * A letter that no header can carry, as in a placeholder in Chinese or Russian. OpenClaw takes such characters out of a
 * key before it sends it (run in 2026.9.6; the code of 2026.7.35 is the same), so that nothing, or a rest, is left.
 */
function hasForeignLetter(text: string): boolean {
  return !/^[\u0000-\u00ff]*$/u.test(text) && /[^\P{L}\u0000-\u00ff]/u.test(text);
}
