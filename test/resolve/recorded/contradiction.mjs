/**
 * What each command says of the key of the model in use: true, false, or undefined where it says nothing. Status exits
 * with 1 also for reasons that it does not tell; audit calls what it takes for a key plaintext.
 */
export function opinions({ status, audit, validate }) {
  const missing = status.error || status.missing.length > 0 || status.issues.length > 0;
  const unresolved = audit.findings.some((code) => code !== "PLAINTEXT_FOUND");
  return {
    status: status.exit === 0 ? true : missing ? false : undefined,
    audit: unresolved ? false : audit.findings.length > 0 ? true : undefined,
    validate: validate.valid && validate.warnings.length === 0 ? undefined : false,
  };
}

/** True where one command says that there is a key and another that there is none, or where status does not say. */
export function contradicts(said) {
  const { status, audit, validate } = opinions(said);
  const all = [status, audit, validate];
  return status === undefined || (all.includes(true) && all.includes(false));
}
