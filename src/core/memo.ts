/**
 * A function of one text that keeps its last answers, where many ask about the same few. At most `most` are kept; then
 * it begins anew. The answers are shared, so nobody may change them.
 */
export function memo<Answer>(answer: (text: string) => Answer, most = 100): (text: string) => Answer {
  const known = new Map<string, { readonly answer: Answer }>();
  return (text) => {
    const old = known.get(text);
    if (old !== undefined) return old.answer;
    const fresh = { answer: answer(text) };
    if (known.size >= most) known.clear();
    known.set(text, fresh);
    return fresh.answer;
  };
}
