/** A function of one object that works its answer out once for each; the answers are shared, so nobody may change them. */
export function onceFor<Owner extends object, Answer>(
  answer: (owner: Owner) => Answer,
): (owner: Owner) => Answer {
  const known = new WeakMap<Owner, { readonly answer: Answer }>();
  return (owner) => {
    let old = known.get(owner);
    if (old === undefined) {
      old = { answer: answer(owner) };
      known.set(owner, old);
    }
    return old.answer;
  };
}
